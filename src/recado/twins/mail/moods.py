"""In which mood is the provider? What it does wrong next; set by tests and by whoever plays."""

from dataclasses import dataclass


@dataclass
class Moods:
    """Counts go down as they come true. `delay` in seconds before every answer, `largest` in bytes of a mail."""

    delay: float = 0.0
    refuse_logins: int = 0
    busy: int = 0
    cut_fetches: int = 0
    later: int = 0
    largest: int = 25 * 1024 * 1024
    password: str = "secreta"
    tokens_last: int = 3600
    codes_last: float = 300.0
    refuse_refresh: bool = False

    def take(self, what: str) -> bool:
        """Whether it comes true now."""
        left: int = getattr(self, what)
        if left <= 0:
            return False
        setattr(self, what, left - 1)
        return True
