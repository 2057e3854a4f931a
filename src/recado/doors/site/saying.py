"""What does the widget ask and say, and what becomes of it? One function for each address, without Django."""

import hmac
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from recado.desk.channels import keeping, lanes, openness
from recado.desk.channels.directory import Entry
from recado.desk.channels.site import identities, looks, tokens, writing
from recado.desk.channels.site.looks import Looks
from recado.desk.channels.site.tokens import Visitor
from recado.desk.conversations import visiting
from recado.desk.conversations.visiting import Place
from recado.desk.core import time
from recado.desk.core.lines import Line
from recado.doors.site import answers, telling, visits
from recado.doors.site.answers import Refused
from recado.doors.site.visits import Visit

LONGEST = 8000  # characters of a message
CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
HASH = re.compile(r"[0-9a-f]{64}")
ABOVE = {"delivered": ("delivered", "read", "played", "failed"), "read": ("read", "played", "failed")}
LARGEST_FILE = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the channel with its looks, the database, whose page asks."""

    request: Request
    entry: Entry
    looks: Looks
    line: Line
    key: str
    channel: str
    base: str
    origin: str

    @property
    def realm(self) -> str:
        return str(self.entry.settings.get("realm") or self.channel)

    def visit(self, visitor: Visitor) -> Visit:
        after = self.request.query_params.get("after", "")
        return Visit(self.entry.channel, self.realm, self.base, visitor, self.origin, self.key, after)

    def answer(self, content: dict[str, Any], status: int = 200) -> Response:
        return answers.said(content, self.origin, status)

    async def keep(self, body: bytes) -> None:
        """On the road: after this it is safe."""
        post = keeping.Post(self.entry.channel, lanes.lane(self.channel, body), body)
        await self.line.run(lambda one: keeping.keep(one, [post]))

    async def place(self, visitor: Visitor) -> Place | None:
        known = bool(visitor.email)
        return await self.line.run(
            lambda one: visiting.place(one, self.entry.channel, self.realm, visitor.id, known=known)
        )


async def about(asked: Asked) -> Response:
    """How the widget looks and speaks, and whether somebody is at work."""
    known = asked.looks
    language = known.language(asked.request.query_params.get("language", ""))
    opens, next_at = True, None
    if known.hours:
        opens, next_at = await asked.line.run(lambda one: openness.opens(one, asked.entry.channel, time.now()))
    return asked.answer({
        "language": language, "title": looks.said(known.title, language), "colour": known.colour,
        "greeting": looks.said(known.greeting, language), "theme": known.theme, "open": opens,
        "opens_at": time.iso(next_at) if next_at else None, "offline": known.offline, "files": known.files,
        "largest": LARGEST_FILE, "longest": LONGEST, "privacy": known.privacy,
        "ways": [[kind, looks.link(kind, value, asked.base, language)] for kind, value in known.ways.items()],
    })  # fmt: skip


async def begin(asked: Asked) -> Response:
    """A token: the one that was brought goes on; who is named by the site is who it says."""
    told = await visits.said(asked.request)
    standing = _standing(asked, visits.text(told, "token", 4000))
    named = visits.text(told, "identity", 4000)
    visitor = standing if standing and not standing.email else None
    if named:
        visitor = _vouched(asked, named)
        if standing and not standing.email and await asked.place(standing):
            said = writing.known(
                visitor.id, time.now(), was=standing.id, email=visitor.email, name=visitor.name
            )  # fmt: skip
            await asked.keep(said)
    visitor = visitor or tokens.fresh(asked.entry.channel)
    token = tokens.issue(visitor, asked.key, time.now())
    return asked.answer({"token": token, "known": bool(visitor.email), "name": visitor.name})


async def talk(asked: Asked, visitor: Visitor) -> Response:
    """The newest messages, or those before one: with the place from which a stream goes on."""
    place, before = await asked.place(visitor), asked.request.query_params.get("before", "")
    earlier = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    said = await asked.line.run(lambda one: visiting.talk(one, place, earlier)) if place else []
    visit = asked.visit(visitor)
    documents = [visit.document(one) for one in said]
    return asked.answer({
        "messages": documents, "cursor": telling.cursor(said), "more": len(said) == visiting.WINDOW,
    })  # fmt: skip


async def say(asked: Asked, visitor: Visitor) -> Response:
    """A message onto the road; the same `id` twice is one message."""
    told = await visits.said(asked.request)
    id_, words = visits.text(told, "id", 64), visits.text(told, "text", LONGEST)
    file = _file(told.get("file"), visitor, asked.key)
    if not CLIENT_ID.fullmatch(id_):
        raise Refused(422, "id", "id must have 8 to 64 letters, figures, - or _.")
    if not words and not file:
        raise Refused(422, "empty", "There is nothing to send.")
    name = visitor.name or visits.text(told, "name", 120)
    said = writing.message(
        visitor.id, time.now(), id_=id_, text=words, file=file, name=name, email=visitor.email,
        page=_page(told), language=asked.looks.language(visits.text(told, "language", 35)),
    )  # fmt: skip
    await asked.keep(said)
    return asked.answer({"id": id_}, 202)


async def receipts(asked: Asked, visitor: Visitor) -> Response:
    """Messages of ours reached the page, or were seen there."""
    told = await visits.said(asked.request)
    state, listed = visits.text(told, "state", 10), told.get("ids")
    ids = [one for one in listed if isinstance(one, int)][:200] if isinstance(listed, list) else []
    place = await asked.place(visitor) if state in ABOVE and ids else None
    if place:
        ours = await asked.line.run(lambda one: visiting.ours(one, place, ids, ABOVE[state]))
        if ours:
            await asked.keep(writing.read(visitor.id, time.now(), state=state, ids=ours))
    return asked.answer({}, 202)


async def typing(asked: Asked, visitor: Visitor) -> Response:
    """The agents who have his case open see that he writes."""
    if place := await asked.place(visitor):
        await asked.line.run(lambda one: visiting.types(one, asked.entry.channel, place))
    return asked.answer({}, 202)


async def mail(asked: Asked, visitor: Visitor) -> Response:
    """Under which address of mail he wants the answer, with the words to which he agreed."""
    told = await visits.said(asked.request)
    email, agreed = visits.text(told, "email", 254), visits.text(told, "agreed", 1000)
    if not asked.looks.offline or not agreed or not identities.is_mail(email):
        raise Refused(422, "email", "An address of mail and the consent are needed.")
    await asked.keep(writing.offered(visitor.id, time.now(), email=email.lower(), agreed=agreed))
    return asked.answer({}, 202)


OPEN: dict[tuple[str, str], Callable[[Asked], Awaitable[Response]]] = {
    ("GET", "about"): about,
    ("POST", "visits"): begin,
}
OWN: dict[tuple[str, str], Callable[[Asked, Visitor], Awaitable[Response]]] = {
    ("GET", "talk"): talk,
    ("POST", "messages"): say,
    ("POST", "receipts"): receipts,
    ("POST", "typing"): typing,
    ("POST", "mail"): mail,
}
"""Addresses that need no token, and those that show or change what is one visitor's."""


def _standing(asked: Asked, token: str) -> Visitor | None:
    try:
        return tokens.read(token, asked.entry.channel, asked.key, time.now())
    except tokens.Invalid:
        return None


def _vouched(asked: Asked, named: str) -> Visitor:
    try:
        found = identities.read(named, (asked.entry.secrets or {}).get("identity", ""), time.now())
    except identities.Invalid as invalid:
        raise Refused(403, "identity", f"The visitor's identity is refused: {invalid}.") from invalid
    return tokens.vouched(asked.entry.channel, found.email, found.name, asked.key)


def _file(told: Any, visitor: Visitor, key: str) -> dict[str, str]:
    """The file that he handed over before, proven by the word he got for it. Raises Refused."""
    if not isinstance(told, dict):
        return {}
    file = {name: visits.text(told, name, 200) for name in ("sha256", "word", "name", "mime")}
    right = tokens.upload_word(file["sha256"], visitor.id, key) if HASH.fullmatch(file["sha256"]) else ""
    if not right or not hmac.compare_digest(right.encode(), file.pop("word").encode()):
        raise Refused(403, "file", "This file was not handed over by this visitor.")
    return file


def _page(told: dict[str, Any]) -> dict[str, str]:
    """Where he is on the site: an address without what stands behind ? or #, and the page's title."""
    page = told.get("page")
    if not isinstance(page, dict):
        return {}
    address = visits.text({**page, "url": str(page.get("url", ""))[:2000]}, "url", 2000)
    url = address.partition("#")[0].partition("?")[0] if address.startswith(("https://", "http://")) else ""
    return {name: value for name, value in (("url", url), ("title", str(page.get("title", ""))[:200])) if value}
