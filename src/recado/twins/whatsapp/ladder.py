"""What becomes of a message that was taken: sent, delivered, read, played, or failed; told in time, or not in order."""

import asyncio

from recado.twins.whatsapp import envelopes, media
from recado.twins.whatsapp.complaints import Complaint
from recado.twins.whatsapp.delivering import Postman
from recado.twins.whatsapp.reading import MEDIA
from recado.twins.whatsapp.world import File, Sent, World

LINK_KEPT_FOR = 600.0


async def climb(world: World, postman: Postman, sent: Sent) -> None:
    """Walk a message up its ladder, to `delivered` only while the customer has not opened the chat."""
    pace, dice = world.setup.pace, world.dice
    await _fetch_link(world, postman, sent)
    await asyncio.sleep(0.1 * pace)
    if sent.doom:
        _tell(world, postman, sent, "failed", world.clock.stamp())
        return
    sent.statuses.append("sent")
    sent_at, sent_last = world.clock.stamp(), dice.telling(dice.mood.sent_last)
    if not sent_last:
        _tell(world, postman, sent, "sent", sent_at)
    await _arrive(world, postman, sent)
    if sent_last:
        await asyncio.sleep(0.2 * pace)
        _tell(world, postman, sent, "sent", sent_at)


async def _arrive(world: World, postman: Postman, sent: Sent) -> None:
    """Delivered, which need not be told when the chat is open, and then read."""
    pace, dice, person = world.setup.pace, world.dice, sent.person
    await asyncio.sleep(0.3 * pace)
    sent.statuses.append("delivered")
    if not dice.telling(dice.mood.delivered_skipped) or not person.reads:
        _tell(world, postman, sent, "delivered", world.clock.stamp())
    await asyncio.sleep(0.6 * pace)
    if person.reads or sent.read_asked:
        read(world, postman, sent)


def read(world: World, postman: Postman, sent: Sent) -> None:
    """The customer opens the chat; a voice note is played too. Before delivery it is only remembered."""
    sent.read_asked = True
    if "delivered" not in sent.statuses or "read" in sent.statuses or sent.type == "reaction":
        return
    words = ["read", "played"] if sent.type == "audio" and sent.content.get("voice") else ["read"]
    for word in words:
        sent.statuses.append(word)
        _tell(world, postman, sent, word, world.clock.stamp())


def _tell(world: World, postman: Postman, sent: Sent, word: str, stamp: str) -> None:
    if word == "failed":
        sent.statuses.append(word)
    postman.tell(envelopes.status(sent, word, stamp), f"{sent.number.id}:{sent.person.bsuid}")


async def _fetch_link(world: World, postman: Postman, sent: Sent) -> None:
    """Media by link is fetched by the provider and kept for ten minutes; what fails dooms the message."""
    link = sent.content.get("link")
    if sent.type not in MEDIA or not link or sent.doom:
        return
    file = await _linked(world, postman, sent, str(link))
    if file is None:
        sent.doom = (131053, "Media could not be fetched from the link, or is not of a supported type.")
        if sent in sent.person.inbox:
            sent.person.inbox.remove(sent)
        return
    sent.content["id"] = file.id


async def _linked(world: World, postman: Postman, sent: Sent, link: str) -> File | None:
    cached = world.links.get(link)
    if cached and world.clock.now() < cached[0] + LINK_KEPT_FOR:
        return cached[1]
    found = await postman.fetched(link)
    try:
        if found is None or media.kind_of(found[1]) != sent.type:
            return None
        media.check(*found)
    except Complaint:
        return None
    file = media.keep(world, sent.number.id, *found)
    world.links[link] = (world.clock.now(), file)
    return file
