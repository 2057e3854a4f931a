"""What may an agent have his own way, and which values does each of these take?"""

import re
from collections.abc import Callable
from typing import Any

type Check = Callable[[Any], bool]

WORD = re.compile(r"[a-z0-9](?:[a-z0-9_.-]{0,58}[a-z0-9])?")
MANY = 40
DELAYS = (0, 5, 10, 20)
"""Seconds in which a reply can be taken back before it leaves."""


def is_allowed(name: str, value: Any) -> bool:
    """Whether there is such a preference, and it may have this value."""
    check = NAMES.get(name)
    return check is not None and check(value)


def _one_of(*values: Any) -> Check:
    """Exactly one of these; JSON's true is not its 1."""
    return lambda value: any(value == one and type(value) is type(one) for one in values)


def _word(value: Any) -> bool:
    return isinstance(value, str) and WORD.fullmatch(value) is not None


def _words(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MANY and all(map(_word, value)) and len(set(value)) == len(value)


def _signature(value: Any) -> bool:
    """A few lines that stand below his mails."""
    return isinstance(value, str) and len(value) <= 1000 and "\0" not in value


def _panels(value: Any) -> bool:
    """`{"order": ["clock", "person"], "folded": ["clock"]}`: panels not named stand where they usually do (F14)."""
    return isinstance(value, dict) and set(value) == {"order", "folded"} and all(map(_words, value.values()))


VIEWS = ("mine", "unassigned", "mentions", "all", "teams")
"""Of the inbox, that every agent has and that can be ordered."""

# Each name with what it takes.
NAMES: dict[str, Check] = {
    "panels": _panels,  # the side panel: order from above, and what is folded
    "inbox.order": _word,  # how every view of the inbox is ordered
    "send_delay": _one_of(*DELAYS),
    "theme": _one_of("system", "light", "dark"),
    "signature": _signature,
    "shortcuts": _one_of(True, False),  # keys of a single letter (WCAG 2.1.4)
    **{f"order.{view}": _word for view in VIEWS},  # how one of them is ordered
}
