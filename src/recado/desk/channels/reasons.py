"""Why was something kept aside, or what is wrong with it? Kept as a code and what it is about, on one line.

`wording_reasons` says it in the reader's language. Knows no Django: readers of mail give reasons, too.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType

from recado.desk.core.text import storable

LONGEST = 400  # characters of what a reason is about


def _(text: str) -> str:
    """Marked for the catalogues; it is said where there is a reader."""
    return text


_ROBOTS = {
    "reports-return": _("it reports on a mail that came back"),
    "reports-spam": _("it reports that a mail of ours was called spam"),
    "receipt": _("it is a receipt"),
    "machine-report": _("it is a machine's report"),
    "field": "%(field)s: %(value)s",
    "carries": _("it carries %(field)s"),
    "machine": _("it says that a machine sent it"),
    "wants-no-answer": _("it asks for no automatic answer"),
    "appointment": _("it carries an appointment"),
    "nobody-reads": _("nobody reads its sender's address"),
    "no-return-path": _("it has no return path"),
    "its-subject": _("its subject says so"),
    "person": _("a person wrote it"),
}
_ASIDE = {
    "came-back": _("our own mail came back"),
    "blocked": _("blocked: %(line)s"),
    "own-unproven": _("it bears an address of our own, and our mail server cannot confirm it"),
    "own-unasked": _("it comes from an address of our own and answers nothing"),
    "report-unknown": _("it reports on a mail that is not known here"),
    "only-copied": _("we were only copied"),
}
_QUARANTINED = {
    "number-unknown": _("no channel has the number %(number)s: add this number, then replay"),
    "not-understood": _("not understood yet: %(what)s"),
    "unreadable": _("it cannot be read (%(what)s)"),
    "broken": _("it could not be filed (%(what)s)"),
    "report-word": _("the report says “%(word)s”, a word nobody knows yet"),
    "report-nothing": _("the report names no message"),
    "names-nothing": _("it names no message"),
    "nameless": _("it names neither a number nor an id of its sender"),
}
_TROUBLE = {
    "wrong-key": _("The key of the house does not open the secrets of this channel."),
    "failure": _("Recado could not go on (%(what)s)."),
    "not-subscribed": _("No app is subscribed to this business account, so no message will ever arrive."),
    "number-blocked": _("WhatsApp blocks this number."),
}
_CASES = {"part": _("Part of case %(number)s")}
SAID: Mapping[str, str] = MappingProxyType(_ROBOTS | _ASIDE | _QUARANTINED | _TROUBLE | _CASES)


def kept(code: str, **about: str) -> str:
    """The line to keep; `about` fills the places of the code's sentence, or explains it."""
    told = {name: storable(value)[:LONGEST] for name, value in about.items()}
    return json.dumps({"code": code, **told}, ensure_ascii=False)


def read(line: str) -> tuple[str, dict[str, str]] | None:
    """The code and what it is about; None for a sentence, as they were kept before there were codes."""
    if not line.startswith('{"code"'):
        return None
    try:
        told = {str(name): str(value) for name, value in json.loads(line).items()}
    except ValueError:
        return None
    return told.pop("code"), told


def plain(line: str) -> str:
    """In English, for who asks on the command line what a mail is taken for."""
    found = read(line)
    return SAID[found[0]] % found[1] if found and found[0] in SAID else line
