"""What did a receiving server find out about a mail? Its own Authentication-Results, and no other (RFC 8601).

Anybody can write such a field. A receiving server's own lie on top: the topmost counts, and with it those of the same
name that stand, as it does, above the line of Received which the last server on the way wrote, for nothing that came
with the mail stands above that. Below it only the topmost is believed. Even these repeat words of the sender (his
return path, his signature's `i=`): nothing in them is decoded, and where one quotes more than one plain word, none is
believed.
"""

import re
from dataclasses import dataclass

from recado.desk.channels.email.mime import Part
from recado.desk.channels.port import Vouched
from recado.desk.core import mail_addresses

QUOTED = re.compile(r'"([^\s"\\;()]*)"')
COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
RESULT = re.compile(r"^\s*(dkim|spf|dmarc)(?:/\d+)?\s*=\s*(\w+)", re.IGNORECASE)
NAMES = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",), "dmarc": ("header.from",)}
PROPERTY = re.compile(r"(?<!\S)(header\.d|header\.i|smtp\.mailfrom|header\.from)\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)
WITH = re.compile(rb"\bwith\s+(\S+)", re.IGNORECASE)
LONGEST, DEEPEST, MOST = 8000, 5, 20


def read(part: Part) -> Vouched | None:
    """None where no server wrote what it found."""
    said = [_said(field) for field in _own(part)]
    if not said:
        return None
    by = said[0].by
    same = [one for one in said if one.by == by]
    found = [one for each in same for one in each.results]
    unchecked = any(one.nothing for one in same)
    passed = tuple(dict.fromkeys(domain for _method, result, domain in found if result == "pass" and domain))
    if unchecked or not all(one.is_plain for one in same):
        return Vouched(by=by, passed=(), failed=not unchecked, unchecked=unchecked)
    return Vouched(by=by, passed=passed, failed=_has_failed(found, passed))


def proves(vouched: Vouched, domain: str) -> bool:
    """Whether something passed for this domain, or for one above or below it (relaxed alignment, RFC 7489 3.1)."""
    asked = mail_addresses.domain(domain)
    return any("." in one and (f".{asked}".endswith(f".{one}") or one.endswith(f".{asked}")) for one in vouched.passed)


@dataclass(frozen=True)
class _Said:
    """One field: who says so, what he found as (method, result, domain); `nothing`: that he did not look."""

    by: str
    results: tuple[tuple[str, str, str], ...]
    is_plain: bool
    nothing: bool


def _own(part: Part) -> list[bytes]:
    """The fields that the last server wrote, the topmost first; a hand-over inside its house (LMTP) may lie above."""
    found: list[bytes] = []
    for name, value in part.fields:
        if name == "received" and not _is_inside(value):
            return found or part.all("authentication-results")[:1]
        if name == "authentication-results" and len(found) < MOST:
            found.append(value)
    return found[:1]


def _is_inside(stamp: bytes) -> bool:
    """Whether one server of the house handed over to another. A caller's own words may stand in it: then it is not."""
    ways = [way.lower() for way in WITH.findall(stamp)]
    return len(ways) == 1 and ways[0].startswith(b"lmtp")


def _said(field: bytes) -> _Said:
    said = QUOTED.sub(r"\1", " ".join(field.decode("ascii", "replace").split())[:LONGEST])
    is_plain = '"' not in said and "\\" not in said
    for _level in range(DEEPEST):  # comments may hold comments
        said = COMMENT.sub(" ", said)
    name, *results = said.split(";")
    found = tuple(one for each in results if (one := _result(each)))
    nothing = not found and any(each.strip().lower() == "none" for each in results)
    return _Said((name.split() or [""])[0].lower(), found, is_plain, nothing)


def _result(said: str) -> tuple[str, str, str] | None:
    found = RESULT.match(said)
    if not found:
        return None
    method = found[1].lower()
    named = {key.lower(): value for key, value in PROPERTY.findall(said)}
    value = next((named[key] for key in NAMES[method] if key in named), "")
    return method, found[2].lower(), mail_addresses.domain(value.rpartition("@")[2])


def _has_failed(found: list[tuple[str, str, str]], passed: tuple[str, ...]) -> bool:
    """By DMARC where it was asked, the topmost; else where a check failed and none passed."""
    dmarc = next((result for method, result, _domain in found if method == "dmarc" and result in ("pass", "fail")), "")
    return dmarc == "fail" if dmarc else not passed and any(one[1] in ("fail", "softfail") for one in found)
