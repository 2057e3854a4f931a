"""Meet those who write: find or make the person behind each set of addresses, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models import Q

from recado.desk.core import bulk
from recado.desk.core.actors import HOUSE
from recado.desk.people import claiming, joining, uniting
from recado.desk.people.events import SAME_SENDER
from recado.desk.people.folding import fold
from recado.desk.people.models import Address, Person

type Key = tuple[str, str, str]
"""Kind, realm and value of an address."""


@dataclass(frozen=True)
class Party:
    """Somebody as a provider names him: all his addresses, the surest first, and what he calls himself."""

    keys: tuple[Key, ...]
    name: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Met:
    """Who it is, and the address he used."""

    person: int
    address: int


def meet(parties: Sequence[Party], *, at: datetime) -> list[Met]:
    """One Met for each party, in order; a fixed number of statements however many come.

    Parties that share an address are one person. Where addresses of one party belong to two persons, the person of
    the surest address keeps them all (WA12, WA13), and who has none left is merged into him. PostgreSQL decides who
    made an address first (WA14). A mail address that a stranger may only have left is kept from a visitor (`claiming`).
    """
    known = _known({key for party in parties for key in party.keys})
    kept = claiming.doubtful([party.keys for party in parties], known)
    parties = [_without(party, kept.get(place)) for place, party in enumerate(parties)]
    groups = _groups(parties)
    strangers = [group for group in groups if not _owner(group, known)]
    made = bulk.insert(Person, [_row(_name(group, parties), at) for group in strangers])
    owners = {group: _owner(group, known) or 0 for group in groups}
    owners |= {group: id_ for group, (id_,) in zip(strangers, made, strict=True)}
    before = known
    known = _settle(owners, known, at)
    _forget([id_ for (id_,) in made], known)
    joining.join_by_mail([known[key][1] for group in strangers for key in group if key[0] == "email"])
    _rename(owners, parties, known)
    _unite(before, known, {id_ for (id_,) in made}, at)
    claiming.note({known[parties[place].keys[0]][1]: mail for place, (_kind, _realm, mail) in kept.items()})
    return [Met(person=known[party.keys[0]][1], address=known[party.keys[0]][0]) for party in parties]


def _without(party: Party, mail: Key | None) -> Party:
    return replace(party, keys=tuple(key for key in party.keys if key != mail)) if mail else party


def owners(keys: Iterable[Key]) -> dict[Key, int]:
    """Whose the addresses are, of those that somebody has."""
    return {key: person for key, (_id, person) in _known(keys).items()}


def _known(keys: Iterable[Key]) -> dict[Key, tuple[int, int]]:
    """Address and person of each key; held, so that no merge hands it over before the batch is kept."""
    columns = list(zip(*sorted(keys), strict=True))
    if not columns:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.kind, a.realm, a.value, a.id, a.person_id FROM people_address AS a "
            "JOIN unnest(%s::text[], %s::text[], %s::text[]) AS k(kind, realm, value) USING (kind, realm, value) "
            "FOR KEY SHARE OF a",
            [list(column) for column in columns],
        )
        return {(kind, realm, value): (id_, person) for kind, realm, value, id_, person in cursor.fetchall()}


def _groups(parties: Sequence[Party]) -> list[tuple[Key, ...]]:
    """Keys that belong together, each group with its surest key first."""
    group_of: dict[Key, list[Key]] = {}
    for party in parties:
        merged: list[Key] = []
        for key in party.keys:
            for member in group_of.get(key, [key]):
                if member not in merged:
                    merged.append(member)
        for member in merged:
            group_of[member] = merged
    unique = {id(group): group for group in group_of.values()}
    return [tuple(sorted(group, key=_doubt)) for group in unique.values()]


def _doubt(key: Key) -> int:
    """A number is surest; a visitor's name in his browser goes to whoever he turns out to be."""
    return {"phone": 0, "visitor": 2}.get(key[0], 1)


def _owner(group: Sequence[Key], known: Mapping[Key, tuple[int, int]]) -> int | None:
    return next((known[key][1] for key in group if key in known), None)


def _row(name: str, at: datetime) -> dict[str, object]:
    return {"name": name, "sort_name": fold(name), "met_at": at}


def _name(group: Sequence[Key], parties: Sequence[Party]) -> str:
    return next((party.name for party in parties if party.name and party.keys[0] in group), "")


def _settle(
    owners: Mapping[tuple[Key, ...], int], known: dict[Key, tuple[int, int]], at: datetime
) -> dict[Key, tuple[int, int]]:
    """Write the addresses that are new, hand over those that turn out to be another person's."""
    missing = sorted((key, person) for group, person in owners.items() for key in group if key not in known)
    rows = [{"kind": k, "realm": r, "value": v, "person_id": person, "met_at": at} for (k, r, v), person in missing]
    bulk.insert(Address, rows, skip_conflicts=True)
    if missing:
        known = known | _known(key for key, _ in missing)
    owner_of = {key: known[group[0]][1] for group in owners for key in group}
    strays = {key: owner for key, owner in owner_of.items() if known[key][1] != owner}
    bulk.update(Address, [{"id": known[key][0], "person_id": owner} for key, owner in strays.items()])
    return known | {key: (known[key][0], owner) for key, owner in strays.items()}


def _forget(made: Sequence[int], known: Mapping[Key, tuple[int, int]]) -> None:
    """Drop persons made in vain because another worker met them first."""
    vain = set(made) - {person for _, person in known.values()}
    if vain:
        Person.objects.filter(pk__in=vain).delete()


def _rename(
    owners: Mapping[tuple[Key, ...], int], parties: Sequence[Party], known: Mapping[Key, tuple[int, int]]
) -> None:
    """Give a name to persons who had none."""
    named = {known[party.keys[0]][1]: party.name for party in parties if party.name}
    nameless = Person.objects.filter(Q(name=""), pk__in=named).values_list("pk", flat=True)
    bulk.update(Person, [{"id": pk, "name": named[pk], "sort_name": fold(named[pk])} for pk in nameless])


def _unite(
    before: Mapping[Key, tuple[int, int]], known: Mapping[Key, tuple[int, int]], made: set[int], at: datetime
) -> None:
    """Who gave all his addresses to one other person is that person, as the provider says: their threads join (N1)."""
    heirs: dict[int, set[int]] = {}
    for key, (_, owner) in before.items():
        if known[key][1] != owner and owner not in made:
            heirs.setdefault(owner, set()).add(known[key][1])
    if not heirs:
        return
    still = set(Address.objects.filter(person__in=heirs).values_list("person", flat=True))
    uniting.grasp_turn()
    for gone, heir in sorted(heirs.items()):
        if gone not in still and len(heir) == 1:
            uniting.unite(gone, *heir, by=HOUSE, at=at, because=SAME_SENDER)
