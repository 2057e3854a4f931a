"""What an error code of the provider means for us: retry, refuse, stop the channel, offer templates."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

type Cure = Literal["", "person", "anew"]
type Consequence = Literal["retry", "refuse", "pause_channel", "window", "template", "opt_out", "hold"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind` names the trouble, `consequence` what follows; waits grow from `after` seconds by `factor`.

    `cure` is what helps beside: look at the person's address, or write it anew.
    """

    kind: str
    consequence: Consequence
    after: float | None = None
    factor: float = 2
    cure: Cure = ""

    @property
    def retry(self) -> bool:
        return self.consequence == "retry"


_SPAN = re.compile(r"(\d+)-(\d+)")
UNKNOWN = Verdict("unknown", "refuse")


def of(code: str) -> Verdict:
    """The verdict on a code of Graph or of our own; one that is not in the table is refused."""
    exact, ranges = _table()
    if code in exact:
        return exact[code]
    number = int(code) if code.isascii() and code.isdigit() and len(code) < 10 else -1
    return next((verdict for span, verdict in ranges if number in span), UNKNOWN)


def wait(code: str, attempts: int) -> float:
    """Seconds until the next try after so many that failed; 131056 waits 4, 16, 64 … s, an hour at the most."""
    verdict = of(code)
    return min((verdict.after or 2) * verdict.factor ** max(min(attempts, 20) - 1, 0), max(verdict.after or 0, 3600))


@cache
def _table() -> tuple[dict[str, Verdict], list[tuple[range, Verdict]]]:
    exact: dict[str, Verdict] = {}
    ranges: list[tuple[range, Verdict]] = []
    for kind, row in tomllib.loads(Path(__file__).with_name("errors.toml").read_text("utf-8")).items():
        codes = row.pop("codes")
        verdict = Verdict(kind, row.pop("consequence"), **row)
        exact |= {code: verdict for code in codes if not _is_span(code)}
        spans = (code.split("-") for code in codes if _is_span(code))
        ranges += [(range(int(first), int(last) + 1), verdict) for first, last in spans]
    return exact, ranges


def _is_span(code: str) -> bool:
    """`200-299` is one, `window-closed` is not."""
    return code.replace("-", "", 1).isdigit() and "-" in code
