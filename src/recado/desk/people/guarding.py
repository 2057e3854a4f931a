"""Keep a spreadsheet from taking a value for a formula, so that the value comes back as it was."""

import re

BEGINNING = r"(^|[;\t\r\n])( *)"
"""Of a cell, whichever of its signs a spreadsheet takes for the end of the one before."""
RISKY = re.compile(BEGINNING + r"(?='*[=+\-@\t\r])")
GUARDED = re.compile(BEGINNING + r"'(?='*[=+\-@\t\r])")


def guard(value: str) -> str:
    """With an apostrophe in front of what a spreadsheet would compute, phone numbers too."""
    return RISKY.sub(r"\1\2'", value)


def unguard(cell: str) -> str:
    """The value again."""
    return GUARDED.sub(r"\1\2", cell)
