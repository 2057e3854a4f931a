"""Keep a spreadsheet from taking a value for a formula, so that the value comes back as it was."""

import re

RISKY = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard(value: str) -> str:
    """With an apostrophe in front of what a spreadsheet would compute, phone numbers too."""
    return f"'{value}" if RISKY.match(value) else value


def unguard(cell: str) -> str:
    """The value again."""
    return cell[1:] if GUARDED.match(cell) else cell
