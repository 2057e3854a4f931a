"""What is said when a calendar, a time or a duration makes no sense?"""


class WorktimeError(ValueError):
    """Words for the person who typed it: what is wrong, and where it helps, what to write instead."""
