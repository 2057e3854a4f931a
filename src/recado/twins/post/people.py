"""Whose mail program is it? The customers who write mail, what lies in their folders, and what they have read."""

from dataclasses import dataclass, field
from datetime import datetime

from recado.twins.mail import Boxes
from recado.twins.mail.boxes import Box


@dataclass(slots=True)
class Person:
    """A customer. `program`: whose habits of quoting (`quoting.PROGRAMS`); `signature` stands below each mail."""

    address: str
    name: str
    language: str = "es"
    program: str = "gmail"
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in a folder: ``in`` or ``sent``."""

    folder: str
    uid: int
    raw: bytes
    at: datetime

    @property
    def key(self) -> str:
        return f"{self.folder}-{self.uid}"


@dataclass
class Post:
    """Everybody with a mail program, and the house that they write to: its address and name."""

    house: str
    house_name: str
    boxes: Boxes = field(default_factory=Boxes)
    people: dict[str, Person] = field(default_factory=dict)
    sent: dict[str, Box] = field(default_factory=dict)
    seen: set[tuple[str, int]] = field(default_factory=set)

    def meet(self, person: Person) -> Person:
        """The person with that address, as known before or from now on."""
        return self.people.setdefault(person.address.lower(), person)

    def letters(self, person: Person) -> list[Letter]:
        """All of both folders, the newest first."""
        folders = {"in": self.boxes.of(person.address), "sent": self.sent.get(person.address.lower(), Box())}
        found = [
            Letter(name, uid, raw, box.came[uid]) for name, box in folders.items() for uid, raw in box.mails.items()
        ]
        return sorted(found, key=lambda one: (one.at, one.uid), reverse=True)

    def letter(self, person: Person, key: str) -> Letter | None:
        return next((one for one in self.letters(person) if one.key == key), None)

    def is_read(self, person: Person, letter: Letter) -> bool:
        return letter.folder == "sent" or (person.address.lower(), letter.uid) in self.seen

    def read(self, person: Person, letter: Letter) -> None:
        if letter.folder == "in":
            self.seen.add((person.address.lower(), letter.uid))
