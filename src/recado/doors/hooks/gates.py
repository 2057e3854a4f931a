"""Who guards a hook: the pure functions of each kind's adapter that tell its provider from everybody else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from recado.desk.channels.whatsapp import greeting, signing


@dataclass(frozen=True)
class Gate:
    """`genuine(body, headers, secrets)`, and what to say to `greeted(query, words)`, None for a stranger."""

    genuine: Callable[[bytes, Mapping[str, str], Mapping[str, str]], bool]
    greeted: Callable[[Mapping[str, str], Mapping[str, str]], str | None]


GATES = {"whatsapp": Gate(genuine=signing.genuine, greeted=greeting.greeted)}
