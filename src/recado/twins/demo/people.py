"""Who writes to the house? Invented names, and numbers from ranges that nobody is given."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from recado.twins.demo.reading import Dialogue

RETURNS = 0.35  # the chance that it is somebody who wrote before
APART = timedelta(days=8)  # two talks of one person are two cases
WITHOUT_PHONE = ("correo", "sitio")


@dataclass(slots=True)
class Someone:
    """A customer; `given` is how he is spoken to, `named` by a dialogue, `busy` the spans of his talks.

    Who writes from a telephone has `digits`, who writes mail a `mail`, a visitor of the site neither.
    """

    given: str
    name: str
    digits: str
    language: str
    voice: str
    mail: str = ""
    named: bool = False
    busy: list[tuple[datetime, datetime]] = field(default_factory=list)

    def is_free(self, since: datetime, until: datetime) -> bool:
        return all(until + APART < begun or ended + APART < since for begun, ended in self.busy)


class Cast:
    """Everybody, made as they are needed."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names
        self.known: list[Someone] = []
        self._numbers: dict[str, Iterator[int]] = {}
        self._taken: set[str] = set()

    def newcomer(self, dialogue: Dialogue, since: datetime, until: datetime, dice: Random) -> Someone:
        """Somebody who never wrote before; the dialogue may say who."""
        someone = self._somebody(dialogue, dice)
        someone.busy.append((since, until))
        return someone

    def _somebody(self, dialogue: Dialogue, dice: Random) -> Someone:
        if (given := dialogue.person.get("given")) or dialogue.number in WITHOUT_PHONE:
            return self._made(dialogue, given or "", dialogue.person.get("name", ""), dialogue.voice)
        voice = dialogue.voice or dice.choice("fm")
        names = self.names[dialogue.language]
        while True:
            given, family = dice.choice(names[voice]), dice.choice(names[f"family_{voice}"] or names["family"])
            name = f"{given} {family}"
            if name not in self._taken:
                return self._made(dialogue, given, self._firm(name, dialogue.language, dice), voice)

    def regular(self, dialogue: Dialogue, since: datetime, until: datetime, dice: Random) -> Someone:
        """Somebody of that language: now and then one who wrote before, and has been quiet for a while."""
        fit = [one for one in self.known if _fits(one, dialogue) and one.is_free(since, until)]
        if dialogue.number in WITHOUT_PHONE or not fit or dice.random() > RETURNS:
            return self.newcomer(dialogue, since, until, dice)
        someone = dice.choice(fit)
        someone.busy.append((since, until))
        return someone

    def _firm(self, name: str, language: str, dice: Random) -> str:
        """The name as the profile has it: now and then with the firm."""
        return f"{name} · {dice.choice(self.names[language]['firms'])}" if dice.random() < 0.3 else name

    def _made(self, dialogue: Dialogue, given: str, name: str, voice: str) -> Someone:
        self._taken.add(name.split(" · ")[0])
        if dialogue.number in WITHOUT_PHONE:
            mail = dialogue.person.get("mail", "")
            return Someone(given, name, "", dialogue.language, voice, mail=mail, named=True)
        country = "44" if dialogue.language == "en" else "56"
        numbers = self._numbers.setdefault(country, count(101))
        place = next(numbers)
        digits = f"447700900{place:03}" if country == "44" else f"5690000{(place * 37) % 9000 + 1000:04}"
        someone = Someone(given, name, digits, dialogue.language, voice, named=bool(dialogue.person))
        self.known.append(someone)
        return someone


def _fits(someone: Someone, dialogue: Dialogue) -> bool:
    alike = someone.language == dialogue.language and dialogue.voice in ("", someone.voice)
    return alike and not someone.named
