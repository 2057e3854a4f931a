"""How is it announced which things changed, and how is that heard? Ids only, in what NOTIFY carries; no Django."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

CHANNEL = "recado_journal"
"""NOTIFY channel of the journal."""
LARGEST = 7900  # bytes of one payload: PostgreSQL refuses 8,000
OWN = "own."
"""What the name of a change begins with that concerns its agent and nobody else, whatever others may see."""


class Change(NamedTuple):
    """Which thing changed, by what kind of event, and who may know."""

    case: int | None
    thread: int | None
    teams: Sequence[int]
    agent: int | None
    name: str


def payloads(changes: Iterable[Change]) -> Iterator[str]:
    """The changes, each once, as few payloads ``[[case, thread, [teams], agent, name], …]``."""
    piece: list[str] = []
    size = 0
    for change in dict.fromkeys(json.dumps(change) for change in changes):
        if piece and size + len(change) > LARGEST:
            yield f"[{','.join(piece)}]"
            piece, size = [], 0
        piece.append(change)
        size += len(change) + 1
    if piece:
        yield f"[{','.join(piece)}]"


def heard(payload: str) -> list[Change]:
    """The changes of one payload. Raises ValueError or TypeError for what is none."""
    return [Change(*change) for change in json.loads(payload)]
