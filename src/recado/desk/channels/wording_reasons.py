"""How is a kept reason said to this reader?"""

from django.utils.translation import gettext as _

from recado.desk.channels import reasons, registry
from recado.desk.channels.email import faults


def said(line: str) -> str:
    """In the reader's language. A sentence of earlier days is said as it was kept, unless it is known word for word.

    Several reasons stand on a line each.
    """
    told = [reasons.read(one) for one in line.split("\n")]
    known = [_one(*one) for one in told if one]
    if len(known) == len(told):
        return " ".join(known)
    return _(line) if line in WORD_FOR_WORD else line


def _one(code: str, about: dict[str, str]) -> str:
    if code in SPEAKERS:
        return SPEAKERS[code](about)
    if code not in reasons.SAID:
        return ": ".join((code, *about.values()))
    sentence = _(reasons.SAID[code]) % _filled(about)
    return f"{sentence} {about['detail']}" if about.get("detail") else sentence


def _filled(about: dict[str, str]) -> dict[str, str]:
    """What a reader of ours found, in words; what a provider or a machine called it stays."""
    known = {
        "it says neither who nor what": _("it says neither who nor what"),
        "no object": _("it is no object"),
        "no change": _("it names no change"),
        "unknown": _("it is of no known kind"),
    }
    return {name: known.get(value, value) for name, value in about.items()}


def _mailbox(about: dict[str, str]) -> str:
    """A mailbox that cannot be read: what happened, and what mends it."""
    said = " ".join(faults.explain(about.get("error", ""), about.get("detail", "")))
    return f"{about['side']}: {said}" if about.get("side") else said


def _provider(about: dict[str, str]) -> str:
    """What a provider refused: the first sentence says it, the code is for whoever asks there."""
    told = list(registry.adapter(about.get("kind", "")).explain_error(about.get("error", ""), about.get("detail", "")))
    said = " ".join((*told[:1], *told[2:])) or about.get("error", "")
    return f"{about['side']}: {said}" if about.get("side") else said


def _stopped(about: dict[str, str]) -> str:
    told = registry.adapter(about.get("kind", "")).explain_error(about.get("error", ""), about.get("detail", ""))
    code = about.get("error", "")
    return f"{told[0].rstrip('.')} ({code})" if told else code


WORD_FOR_WORD = frozenset(one for one in reasons.SAID.values() if "%" not in one)
SPEAKERS = {"mailbox": _mailbox, "provider": _provider, "stopped": _stopped}
