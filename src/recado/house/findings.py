"""What did the doctor find? One line each: ok, warn or fail, what was seen, and what mends it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """`mend` is empty exactly where nothing needs mending."""

    about: str
    verdict: Verdict
    says: str
    mend: str = ""


def ok(about: str, says: str) -> Finding:
    return Finding(about, Verdict.OK, says)


def warn(about: str, says: str, mend: str) -> Finding:
    return Finding(about, Verdict.WARN, says, mend)


def fail(about: str, says: str, mend: str) -> Finding:
    return Finding(about, Verdict.FAIL, says, mend)
