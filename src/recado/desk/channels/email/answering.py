"""How does an answer join its conversation? Its subject, and the chain of mails before it (RFC 5322 3.6.4)."""

import re
from collections.abc import Iterable

MOST = 21  # Message-IDs in References: the first, by which the conversation is known, and the last twenty (EM17)
RE = re.compile(r"(?:\s*(?:re|aw|res|rif|r|sv|отв|ответ)\s*(?:\[\d+\]|\(\d+\))?\s*[:：])+\s*", re.IGNORECASE)


def subject(said: str) -> str:
    """The subject of an answer: one ``Re:``, however many there were and in whatever language."""
    words = " ".join(said.split())
    return f"Re: {words[found.end() :] if (found := RE.match(words)) else words}".strip()


def references(earlier: Iterable[str], answered: str) -> tuple[str, ...]:
    """The chain with the answered mail at its end, each once, in angle brackets; bounded to first and last."""
    named = [f"<{one}>" for one in (raw.strip().strip("<>") for raw in (*earlier, answered)) if one]
    # The last mention counts: the answered mail stands at the end.
    chain = list(dict.fromkeys(reversed(named)))[::-1]
    return tuple(chain if len(chain) <= MOST else [chain[0], *chain[-(MOST - 1) :]])
