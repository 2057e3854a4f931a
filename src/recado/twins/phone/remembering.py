"""Keep what the twin knows of its customers in a folder, and take it up again after a restart."""

import json
import math
from pathlib import Path
from typing import Any

from recado.twins.whatsapp import people
from recado.twins.whatsapp.world import File, Json, Person, Sent, World

BOOK = "phones.json"
PLAIN = ("digits", "bsuid", "name", "username", "reads", "wrote_at", "outbox")
OF_SENT = ("id", "at", "type", "content", "context", "opaque", "category", "statuses")
OF_FILE = ("id", "number", "mime", "sha256", "born", "inbound")


def newest_first(world: World) -> list[Person]:
    """Everybody: who has not spoken yet, then those whose last word is newest."""
    everybody = {id(one): one for one in world.persons.values()}
    return sorted(everybody.values(), key=lambda one: last_at(one) or math.inf, reverse=True)


def last_at(person: Person) -> float:
    """When something was said last, in seconds since 1970."""
    return max([0.0, *(float(said["at"]) for said in person.outbox), *(sent.at for sent in person.inbox)])


def remember(world: World, folder: Path, *, most: int = 40) -> None:
    """Write down the persons who talked last, and the files of their talks; the former book stays until it is whole."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    persons = newest_first(world)[:most]
    used = {str(word) for one in persons for word in _files_of(one)}
    files = [file for file in world.files.values() if file.id in used]
    for file in files:
        if not (folder / file.id).exists():
            (folder / file.id).write_bytes(file.bytes)
    book = {"persons": [_person(one) for one in persons], "files": [_plain(file, OF_FILE) for file in files]}
    draft = folder / f"{BOOK}.draft"
    draft.write_text(json.dumps(book, ensure_ascii=False))
    draft.replace(folder / BOOK)


def recall(world: World, folder: Path) -> None:
    """Know again all that was written down; nothing where there is no book."""
    if not (folder / BOOK).exists():
        return
    book = json.loads((folder / BOOK).read_text())
    for told in book["files"]:
        world.files[told["id"]] = File(bytes=(folder / told["id"]).read_bytes(), **told)
    for told in book["persons"]:
        _recalled(world, told)


def _recalled(world: World, told: Json) -> None:
    inbox = told.pop("inbox")
    person = Person(**told)
    people.know(world, person)
    world.heard |= {said["id"]: (person, said) for said in person.outbox}
    for sent in inbox:
        number = world.numbers[sent.pop("number")]
        known = Sent(number=number, person=person, **sent)
        world.sent[known.id] = known
        person.inbox.append(known)


def _person(person: Person) -> Json:
    inbox = [{**_plain(sent, OF_SENT), "number": sent.number.id} for sent in person.inbox]
    return {**_plain(person, PLAIN), "inbox": inbox}


def _plain(thing: Any, names: tuple[str, ...]) -> Json:
    return {name: getattr(thing, name) for name in names}


def _files_of(person: Person) -> list[object]:
    said = [one[one["type"]].get("id") for one in person.outbox if isinstance(one.get(one["type"]), dict)]
    return [*said, *(sent.content.get("id") for sent in person.inbox)]
