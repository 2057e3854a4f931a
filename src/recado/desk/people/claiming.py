"""Is whom a site vouches for the person who has that mail address? Not where a stranger may only have left it there.

Anybody can leave any address in a chat, and has it from then on where it was nobody's. Whoever is signed for under it
later is another visitor: were he taken for the same person, the stranger would read what the house answers him.
"""

from collections.abc import Iterable, Mapping, Sequence

from recado.desk.core import bulk
from recado.desk.people.models import Address, Person

NOTED = "e-mail"
"""The property under which an address is noted that is another person's already."""
VISITOR, MAIL = "visitor", "email"

type Key = tuple[str, str, str]


def doubtful(named: Sequence[Sequence[Key]], known: Mapping[Key, tuple[int, int]]) -> dict[int, Key]:
    """By their place, those of the parties `named` whose mail address is kept from them.

    Its person is another visitor of the same site, and none of the party's own. `known`: address and person by key.
    One statement where there is such a party, else none.
    """
    asked = {place: mail for place, keys in enumerate(named) if (mail := _mail_of_another(keys, known))}
    if not asked:
        return {}
    owners = {known[mail][1] for mail in asked.values()}
    found = Address.objects.filter(kind=VISITOR, person__in=owners).values_list("person", "realm")
    taken = set(found)
    return {place: mail for place, mail in asked.items() if _realms(known[mail][1], named[place]) & taken}


def note(mails: Mapping[int, str]) -> None:
    """Let a person show the address that he names and that is another's: for an agent to say whether they are one."""
    if not mails:
        return
    held = dict(Person.objects.filter(pk__in=mails).values_list("pk", "properties"))
    fresh = {person: mails[person] for person, told in held.items() if told.get(NOTED) != mails[person]}
    bulk.update(Person, [{"id": pk, "properties": {**held[pk], NOTED: mail}} for pk, mail in fresh.items()])


def _mail_of_another(keys: Iterable[Key], known: Mapping[Key, tuple[int, int]]) -> Key | None:
    """The mail address of a visitor, where its person is somebody of whom none of his names as a visitor is."""
    listed = list(keys)
    visitors = [key for key in listed if key[0] == VISITOR]
    mail = next((key for key in listed if key[0] == MAIL and key in known), None) if visitors else None
    if mail is None or any(known[key][1] == known[mail][1] for key in visitors if key in known):
        return None
    return mail


def _realms(owner: int, keys: Iterable[Key]) -> set[tuple[int, str]]:
    return {(owner, realm) for kind, realm, _value in keys if kind == VISITOR}
