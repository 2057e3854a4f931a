"""What an answer of a mail server means for us: try again, wait for the channel to be mended, or refuse for ever."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recado.desk.channels.port import Refused, Unreachable

LONGEST_WAIT, FACTOR = 3600, 3  # seconds; minutes at first, then hourly
ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind` names the trouble, `consequence` what follows; waits grow from `after` seconds."""

    kind: str
    consequence: str
    after: float = 300
    cure: str = ""


UNKNOWN = Verdict("refused", "refuse")


def of(code: str) -> Verdict:
    """The verdict on a code as `code_of` makes them, or on a word of our own."""
    table = _table()
    number, _space, enhanced = code.partition(" ")
    asked = [code, enhanced, number]
    asked += [f"{enhanced[0]}.x.x"] if enhanced else []
    asked += [f"{number[0]}xx"] if number.isdigit() else []
    return next((table[one] for one in asked if one in table), UNKNOWN)


def code_of(number: int, said: str) -> str:
    """How a reply is named: ``550 5.7.30``, or ``550`` alone where the server gives no enhanced code."""
    found = ENHANCED.search(said[:200])
    return f"{number} {found[1]}" if found and found[1][0] == str(number)[0] else str(number)


def trouble(code: str, detail: str) -> Refused | Unreachable:
    """What to raise for it."""
    wrong = Refused if of(code).consequence == "refuse" else Unreachable
    return wrong(code, detail)


def wait(code: str, attempts: int) -> float:
    """Seconds until the next try after so many that failed: minutes, then hourly."""
    grown: float = of(code).after * FACTOR ** max(min(attempts, 10) - 1, 0)
    return min(grown, LONGEST_WAIT)


@cache
def _table() -> dict[str, Verdict]:
    kinds = tomllib.loads(Path(__file__).with_name("errors.toml").read_text("utf-8"))
    return {code: Verdict(kind, **row) for kind, row in kinds.items() for code in row.pop("codes")}
