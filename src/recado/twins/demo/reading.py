"""Read the dialogues that were written by hand: `dialogues/*.toml`, one script a dialogue, one line a turn.

Mails have lines of their own: what follows behind ``| `` belongs to the turn before, ``+ `` says something beside it.
"""

import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LINE = re.compile(
    r"(?P<who>[<>!*]) (?P<wait>\d+)(?P<unit>[mhd]?)(?: |$)(?:\[(?P<act>\w+)(?: (?P<about>[^\]]*))?\] ?)?(?P<text>.*)"
)
MINUTES = {"": 1, "m": 1, "h": 60, "d": 1440}


class Misspelled(ValueError):
    """A line of a script that is none."""


@dataclass(frozen=True, slots=True)
class Turn:
    """`who`: > the customer, < the agent, * an agent's note, ! something done; `wait` in minutes since the last turn.

    `act` where it is no plain text: foto, voz, video, doc, lugar, reacciona, edita, borra, cita; or what is done:
    resuelve, reabre, mueve (a team), pasa and sigue (an agent), borrador (of an agent, who has not sent it yet).
    In mails: ausente (a machine answers), rebote (it came back from that address), escribe (the house begins, to him).
    """

    who: str
    wait: int
    act: str
    about: str
    text: str
    more: tuple[tuple[str, str], ...] = ()

    def beside(self, name: str) -> list[str]:
        """What is said beside the words of a mail: cc, doc (a file), de (another who writes), asunto."""
        return [said for one, said in self.more if one == name]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One talk. `times` it may be held, each time by others; `fresh`: minutes ago that it ended, if it stays open.

    `labels`: what the house puts on its case when it answers first. `number` may be `correo` or `sitio`: a mail has
    its `subject`, the `program` and `signature` of who writes; a form of the site has its subject in `form`.
    """

    key: str
    language: str
    number: str
    turns: tuple[Turn, ...]
    times: int = 5
    fresh: int | None = None
    voice: str = ""
    agent: str = ""
    labels: tuple[str, ...] = ()
    subject: str = ""
    program: str = "gmail"
    signature: str = ""
    form: str = ""
    person: dict[str, str] = field(default_factory=dict)


@cache
def house() -> dict[str, Any]:
    """Teams, agents, numbers, labels and names."""
    return tomllib.loads((HERE / "house.toml").read_text())


@cache
def firms() -> dict[str, Any]:
    """The organisations that the house knows, and their people who never wrote."""
    return tomllib.loads((HERE / "firms.toml").read_text())


@cache
def groups() -> list[dict[str, Any]]:
    """Groups of customers in which the house reads along: key, number, people, script."""
    found: list[dict[str, Any]] = tomllib.loads((HERE / "groups.toml").read_text())["group"]
    return found


@cache
def dialogues() -> tuple[Dialogue, ...]:
    """All that were written, in the order of their files. Raises Misspelled."""
    here = HERE / "dialogues"
    files = [*sorted(here.glob("*.toml")), *sorted(here.glob("mails/*.toml"))]
    return tuple(_dialogue(one) for file in files for one in tomllib.loads(file.read_text())["dialogue"])


def media(name: str) -> Path:
    """A picture, recording or document that somebody sends."""
    return HERE / "media" / name


def _dialogue(told: dict[str, Any]) -> Dialogue:
    lines = [line for line in told.pop("script").strip().splitlines() if line.strip()]
    labels = tuple(told.pop("labels", ()))
    return Dialogue(turns=_turns(told["key"], lines), labels=labels, **told)


def _turns(key: str, lines: list[str]) -> tuple[Turn, ...]:
    found: list[Turn] = []
    for line in lines:
        if found and line.startswith("|"):
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{line[2:]}".lstrip("\n"))
        elif found and line.startswith("+ "):
            name, _, said = line[2:].partition(" ")
            found[-1] = replace(found[-1], more=(*found[-1].more, (name, said)))
        else:
            found.append(_turn(key, line))
    return tuple(found)


def _turn(key: str, line: str) -> Turn:
    found = LINE.fullmatch(line.strip())
    if not found:
        raise Misspelled(f"{key}: {line}")
    wait = int(found["wait"]) * MINUTES[found["unit"]]
    return Turn(found["who"], wait, found["act"] or "", found["about"] or "", found["text"].replace("\\n", "\n"))
