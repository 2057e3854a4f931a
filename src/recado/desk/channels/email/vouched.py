"""What did a receiving server find out about a mail? The topmost Authentication-Results, and no other (RFC 8601).

What stands below may have come with the mail: anybody can write such a field, and only a receiving server's own lies on
top. Even that one repeats words of the sender (his return path, his signature's `i=`): nothing in it is decoded, and
where it quotes more than one plain word it is believed in nothing.
"""

import re

from recado.desk.channels.email.mime import Part
from recado.desk.channels.port import Vouched
from recado.desk.core import mail_addresses

QUOTED = re.compile(r'"([^\s"\\;()]*)"')
COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
RESULT = re.compile(r"^\s*(dkim|spf|dmarc)(?:/\d+)?\s*=\s*(\w+)", re.IGNORECASE)
NAMES = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",), "dmarc": ("header.from",)}
PROPERTY = re.compile(r"(?<!\S)(header\.d|header\.i|smtp\.mailfrom|header\.from)\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)
LONGEST, DEEPEST = 8000, 5


def read(part: Part) -> Vouched | None:
    """None where no server wrote what it found."""
    field = part.get("authentication-results")
    if not field:
        return None
    said = QUOTED.sub(r"\1", " ".join(field.decode("ascii", "replace").split())[:LONGEST])
    is_plain = '"' not in said and "\\" not in said
    for _level in range(DEEPEST):  # comments may hold comments
        said = COMMENT.sub(" ", said)
    name, *results = said.split(";")
    found = [one for each in results if (one := _result(each))]
    methods = {method: result for method, result, _domain in found}
    passed = tuple(dict.fromkeys(domain for _method, result, domain in found if result == "pass" and domain))
    passed, failed = (passed, _has_failed(methods, passed)) if is_plain else ((), True)
    return Vouched(by=(name.split() or [""])[0].lower(), passed=passed, failed=failed)


def proves(vouched: Vouched, domain: str) -> bool:
    """Whether something passed for this domain, or for one above or below it (relaxed alignment, RFC 7489 3.1)."""
    asked = mail_addresses.domain(domain)
    return any("." in one and (f".{asked}".endswith(f".{one}") or one.endswith(f".{asked}")) for one in vouched.passed)


def _result(said: str) -> tuple[str, str, str] | None:
    found = RESULT.match(said)
    if not found:
        return None
    method = found[1].lower()
    named = {key.lower(): value for key, value in PROPERTY.findall(said)}
    value = next((named[key] for key in NAMES[method] if key in named), "")
    return method, found[2].lower(), mail_addresses.domain(value.rpartition("@")[2])


def _has_failed(methods: dict[str, str], passed: tuple[str, ...]) -> bool:
    """By DMARC where it was asked; else where a check failed and none passed."""
    if "dmarc" in methods and methods["dmarc"] in ("pass", "fail"):
        return methods["dmarc"] == "fail"
    return not passed and any(result in ("fail", "softfail") for result in methods.values())
