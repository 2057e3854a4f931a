"""What stops a command for a reason its user can mend? One line: why, and what to do."""


class Trouble(Exception):
    """Shown to the user as one line on standard error; the command then ends with exit code 1."""
