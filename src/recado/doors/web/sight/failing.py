"""Why did a message not leave, and what mends it? In plain words, with the button that fits (WA7)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recado.desk.channels import registry
from recado.desk.conversations.models import DeliveryRung, Message
from recado.desk.core import mail_addresses

TEMPLATE_HELPS = {"window", "template"}
NAMES = ("Recado", "Meta")
RETRY_HELPS = {"retry", "pause_channel", "refuse", "hold"}


@dataclass(frozen=True)
class Mend:
    """What is said under a message that failed, and which buttons stand beside it.

    `partly`: it left, though not to everybody.
    """

    said: str
    advice: str
    retry: bool = False
    template: bool = False
    person: bool = False
    anew: bool = False
    channel: bool = False
    partly: bool = False


def mend(message: Message) -> Mend | None:
    """None where nothing is to be mended."""
    if message.rung == DeliveryRung.UNKNOWN:
        said = _("Nobody knows whether it left: the line broke while it was being sent.")
        return Mend(said, _("Ask, or send it once more if it matters little that it may come twice."), retry=True)
    if message.rung == DeliveryRung.FAILED:
        return _failed(message)
    return _turned(message) if message.more.get("turned") else None


def _failed(message: Message) -> Mend:
    failure = message.failure or {}
    code, detail = str(failure.get("code", "")), str(failure.get("detail", ""))
    adapter = registry.adapter(message.channel.kind)
    said, *advice = adapter.explain_error(code, detail)
    consequence, cure = adapter.consequence(code), adapter.cure(code)
    return Mend(
        said=_("It did not leave: %(why)s") % {"why": _continued(said)},
        advice=" ".join(advice),
        retry=(consequence in RETRY_HELPS and message.template is None and cure != "anew") or consequence == "retry",
        template=consequence in TEMPLATE_HELPS,
        person=cure == "person",
        anew=cure == "anew",
        channel=consequence == "pause_channel",
    )


def _turned(message: Message) -> Mend:
    """To, CC or BCC: whomever the server did not take is named, each with its reason."""
    adapter = registry.adapter(message.channel.kind)
    said, advice = [], []
    for one in message.more["turned"]:
        why, *rest = adapter.explain_error(one["code"], one["detail"])
        named = {"address": mail_addresses.shown(one["address"]), "why": _continued(why)}
        said.append(_("It did not go to %(address)s: %(why)s") % named)
        advice += rest
    return Mend(" ".join(said), " ".join(dict.fromkeys(advice)), partly=True)


def _continued(sentence: str) -> str:
    """The sentence after a colon: its first letter small, unless a name begins it."""
    first = sentence.partition(" ")[0]
    is_plain = first[1:] == first[1:].lower() and first not in NAMES
    return sentence[:1].lower() + sentence[1:] if is_plain else sentence
