"""Who is it, and how is he reached? A person as the list and his own page show him."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, prefetch_related_objects
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from recado.desk.cases import access, standing
from recado.desk.cases.models import State
from recado.desk.conversations.models import Thread
from recado.desk.people.models import Address, Person
from recado.desk.staff.models import Agent
from recado.doors.web.sight import faces, wording

LANGUAGES = ("es", "en", "ru", "pt", "pt-br", "fr", "de", "it", "uk", "pl", "tr", "ar", "he", "zh-hans", "ja")
ICONS = {"phone": "phone", "wa_id": "message-circle", "email": "mail", "bsuid": "message-circle", "telegram": "send"}
ICONS |= {"visitor": "globe"}
SHOWN = 2


@dataclass(frozen=True)
class Reached:
    """An address as it is read: a word for its kind, and its value."""

    pk: int
    kind: str
    name: str
    value: str

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "at-sign")


@dataclass(frozen=True)
class Row:
    """A person as one line of the list."""

    person: Person
    face: faces.Face
    addresses: list[Reached]
    language: str
    last_at: datetime | None
    open_cases: int

    @property
    def shown(self) -> list[Reached]:
        """Those that people read; ids of programs only where there is nothing else."""
        return (self._readable or self.addresses)[:SHOWN]

    @property
    def others(self) -> int:
        return len((self._readable or self.addresses)[SHOWN:])

    @property
    def _readable(self) -> list[Reached]:
        return [one for one in self.addresses if one.kind != "bsuid"]


def rows(persons: Sequence[Person], agent: Agent) -> list[Row]:
    """Two statements for all of them, and one more where their addresses were not read with them."""
    keys = [person.pk for person in persons]
    prefetch_related_objects(persons, "addresses")
    known = {person.pk: sorted(person.addresses.all(), key=lambda one: int(one.pk)) for person in persons}
    last = dict(_last_words(keys, agent))
    waiting = open_cases(keys, agent)
    return [
        Row(
            person,
            face(person, known[person.pk]),
            reached(known[person.pk]),
            language(person.language),
            last.get(person.pk),
            waiting.get(person.pk, 0),
        )
        for person in persons
    ]


def told_apart(persons: Sequence[Person]) -> list[tuple[Person, faces.Face, str]]:
    """Each with what tells him from another of the same name: his organisation, and how he is reached."""
    prefetch_related_objects(persons, "addresses")
    reach = [(person, sorted(person.addresses.all(), key=lambda one: int(one.pk))) for person in persons]
    return [(person, face(person, ways), _beside(person, ways)) for person, ways in reach]


def _beside(person: Person, addresses: Sequence[Address]) -> str:
    values = [one.value for one in reached(addresses) if one.kind != "bsuid"][:1]
    return " · ".join([*([person.organisation.name] if person.organisation else []), *values])


def _last_words(keys: Iterable[int], agent: Agent) -> Iterable[tuple[int, datetime | None]]:
    threads = access.threads(agent).filter(person__in=keys).order_by()
    return [(row["person"], row["at"]) for row in threads.values("person").annotate(at=Max("last_message_at"))]


def open_cases(keys: Iterable[int], agent: Agent) -> dict[int, int]:
    """How many cases of each person are open, of those that the agent may see."""
    cases = access.visible(agent).filter(person__in=keys).exclude(state=State.RESOLVED).order_by()
    return {row["person"]: row["n"] for row in cases.values("person").annotate(n=Count("pk", distinct=True))}


def face(person: Person, addresses: Sequence[Address]) -> faces.Face:
    """By name; without one by the surest address."""
    phone = next((one.value for one in addresses if one.kind in ("phone", "wa_id")), "")
    if not person.name and not phone and addresses:
        return faces.Face("?", faces.tint(person.pk), addresses[0].value)
    return faces.of_person(person, phone)


def reached(addresses: Iterable[Address]) -> list[Reached]:
    """Each way to reach the person: those that are read by people first, ids that only programs read last."""
    found = [Reached(one.pk, one.kind, kind(one.kind), _said(one)) for one in addresses]
    return sorted(found, key=lambda one: one.kind in ("bsuid", "visitor"))


def kind(name: str) -> str:
    names = {"phone": _("Phone"), "email": _("E-mail"), "bsuid": _("WhatsApp id"), "wa_id": "WhatsApp"}
    return (names | {"visitor": _("Visitor of the site")}).get(name, name)


def _said(address: Address) -> str:
    return wording.phone(address.value) if address.kind in ("phone", "wa_id") else address.value


def language(code: str) -> str:
    """Its name in the reader's language; empty where none is known."""
    if not code:
        return ""
    try:
        name = str(get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code
    return name[:1].upper() + name[1:]


def languages(chosen: str) -> list[tuple[str, str]]:
    """What can be chosen, with what is chosen already."""
    codes = [*LANGUAGES] if not chosen or chosen in LANGUAGES else [chosen, *LANGUAGES]
    return [(code, language(code)) for code in codes]


def threads(person: Person, agent: Agent) -> list[Thread]:
    """The talks with this person that the agent may see, the newest first."""
    found = standing.threads(access.threads(agent)).filter(person=person).select_related("channel")
    return list(found.order_by("-last_message_at", "-pk"))
