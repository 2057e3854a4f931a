"""What makes the words of a mail rich? The tools above them, and the keys that do the same."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Tool:
    """A button: what it does, how it is called, and its keys, as printed and as browsers name them."""

    does: str
    name: str
    icon: str
    caps: tuple[str, ...]
    shortcut: str

    @property
    def keys(self) -> str:
        return " ".join(self.caps)


def tools() -> list[Tool]:
    """In the order in which they stand. Ctrl+K is the palette's, so a link takes Shift as well."""
    return [
        Tool("bold", _("Bold"), "bold", ("Ctrl", "B"), "Control+B"),
        Tool("italic", _("Italic"), "italic", ("Ctrl", "I"), "Control+I"),
        Tool("link", _("Link"), "link", ("Ctrl", "⇧", "K"), "Control+Shift+K"),
        Tool("insertUnorderedList", _("List with points"), "list", ("Ctrl", "⇧", "8"), "Control+Shift+8"),
        Tool("insertOrderedList", _("List with numbers"), "list-ordered", ("Ctrl", "⇧", "7"), "Control+Shift+7"),
        Tool("quote", _("Quote"), "text-quote", ("Ctrl", "⇧", "9"), "Control+Shift+9"),
    ]
