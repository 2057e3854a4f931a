"""Put an address or a domain on a list of the house, take it off, bring it back; nothing is deleted (C5–C7)."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from recado.desk.core import bulk, mail_addresses
from recado.desk.core.actors import HOUSE, Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.people.list_events import AddressListed, AddressUnlisted
from recado.desk.people.listed import AddressList, Listed, Pattern

DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_](?:[\w-]{0,61}[^\W_])?")
LONGEST, LONGEST_NOTE, MOST_STARS = 254, 300, 3


@transaction.atomic
def add(which: AddressList, pattern: str, *, by: Actor, note: str = "") -> Listed:
    """Let the list decide on this address (``ana@x.example``), domain (``x.example``) or pattern (``*@*.x.example``).

    What stands there already is given back as it is. Raises Objected: ``pattern-missing``, ``pattern-invalid``.
    """
    kind, spelled = understood(pattern)
    known = Listed.objects.filter(list=which, pattern=spelled, retired_at=None).first()
    if known:
        return known
    at, words = now(), storable(note).strip()[:LONGEST_NOTE]
    row = {"list": which, "pattern": spelled, "kind": kind, "note": words, "hits": 0, "by": by, "made_at": at}
    bulk.insert(Listed, [row], skip_conflicts=True)
    made = Listed.objects.get(list=which, pattern=spelled, retired_at=None)
    telling.record(AddressListed(at=at, by=by, listed=made.pk, list=which, pattern=spelled))
    return made


@transaction.atomic
def retire(line: Listed, *, by: Actor) -> None:
    """It decides no more; its hits stay readable."""
    kept = Listed.objects.select_for_update().get(pk=line.pk)
    if kept.retired_at is None:
        at = now()
        bulk.update(Listed, [{"id": kept.pk, "retired_at": at}])
        telling.record(AddressUnlisted(at=at, by=by, listed=kept.pk, list=kept.list, pattern=kept.pattern))


@transaction.atomic
def restore(line: Listed, *, by: Actor) -> None:
    """It decides again. Where somebody put the same there meanwhile, that stands."""
    kept = Listed.objects.select_for_update().get(pk=line.pk)
    same = Listed.objects.filter(list=kept.list, pattern=kept.pattern, retired_at=None)
    if kept.retired_at is not None and not same.exists():
        bulk.update(Listed, [{"id": kept.pk, "retired_at": None}])
        telling.record(AddressListed(at=now(), by=by, listed=kept.pk, list=kept.list, pattern=kept.pattern))


def mark(which: AddressList, notes: Mapping[str, str], *, at: datetime) -> None:
    """The desk itself puts these addresses there, or counts once more; with what a server said of each."""
    if not notes:
        return
    rows = [
        {"list": which, "pattern": a, "kind": Pattern.ADDRESS, "hits": 0, "note": note, "by": HOUSE, "made_at": at}
        for a, note in sorted(notes.items())
    ]
    bulk.insert(Listed, rows, skip_conflicts=True)
    standing = Listed.objects.filter(list=which, pattern__in=notes, retired_at=None)
    standing.update(hits=F("hits") + 1, last_hit_at=at)


def count(decided: Iterable[Listed]) -> None:
    """One hit more for a line, as often as it decided."""
    hits = Counter(line.pk for line in decided)
    for line, times in sorted(hits.items()):
        Listed.objects.filter(pk=line).update(hits=F("hits") + times, last_hit_at=now())


def understood(pattern: str) -> tuple[Pattern, str]:
    """What kind it is, and how it is kept: without case, domains as the wire spells them."""
    text = pattern.strip().strip("<>").removeprefix("mailto:").lower()
    if not text:
        raise _wrong("pattern-missing", _("Type an address or a domain."))
    if "*" in text:
        return Pattern.WILDCARD, _wildcard(text)
    if "@" in text.lstrip("@"):
        return Pattern.ADDRESS, _address(text)
    domain = mail_addresses.domain(text.lstrip("@"))
    if not DOMAIN.fullmatch(domain) or len(domain) > LONGEST:
        raise _invalid(pattern)
    return Pattern.DOMAIN, domain


def _address(text: str) -> str:
    spelled = mail_addresses.spelled(text)
    local, _at, domain = spelled.rpartition("@")
    if not DOMAIN.fullmatch(domain) or re.search(r"[\s<>,;]", local) or len(spelled) > LONGEST:
        raise _invalid(text)
    return spelled


def _wildcard(text: str) -> str:
    """Stars stand for anything; without a sign the pattern is one of domains. All of the world is no pattern."""
    local, at, domain = text.rpartition("@")
    spelled = f"{local if at else '*'}@{mail_addresses.domain(domain)}"
    fixed = re.sub(r"[*@.]", "", spelled)
    if len(fixed) < 2 or spelled.count("*") > MOST_STARS or re.search(r"[\s<>,;]", spelled) or len(spelled) > LONGEST:
        raise _invalid(text)
    return spelled


def _invalid(text: str) -> Objected:
    said = _("“%(pattern)s” is no address, no domain and no pattern such as *@example.org.")
    return _wrong("pattern-invalid", said % {"pattern": storable(text)[:100]})


def _wrong(code: str, text: str) -> Objected:
    return Objected([Objection(code, text, missing=("pattern",))])
