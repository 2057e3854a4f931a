"""How is a change of settings said? Field by field, from what to what."""

from typing import Any

from recado.desk.rules.cards import CARDS


def changes(section: str, changed: list[list[Any]]) -> str:
    """`name: Support → Soporte; tint: 1 → 2`; a section that is no longer known shows its fields bare."""
    card = CARDS.get(section)
    if card is None:
        return "; ".join(f"{name}: {before} → {after}" for name, before, after in changed)
    said = ((card.word(name), card.say(name, before), card.say(name, after)) for name, before, after in changed)
    return "; ".join(f"{word}: {before} → {after}" for word, before, after in said)
