"""What does each key do? One table: the sheet behind ? shows it, and the browser listens by it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from recado.desk.staff import preferring
from recado.desk.staff.models import Agent
from recado.doors.web.sight import places
from recado.doors.web.sight.formatting import tools

PREFERRED = "shortcuts"


@dataclass(frozen=True)
class Key:
    """Strokes one after the other; then something is pressed, an address is opened, or the browser acts by itself.

    `press` is a selector of what is clicked, `act` a word that `desk-keys.js` knows. A key that has none of the three
    is the browser's or a component's own and stands only on the sheet, where `shown` may say it better.
    """

    strokes: tuple[str, ...]
    does: str
    press: str = ""
    to: str = ""
    act: str = ""
    shown: tuple[str, ...] = ()

    @property
    def caps(self) -> tuple[str, ...]:
        """As printed on the keys."""
        return self.shown or self.strokes

    @property
    def works(self) -> bool:
        return bool(self.press or self.to or self.act)


@dataclass(frozen=True)
class Group:
    """Keys that belong together."""

    name: str
    keys: list[Key] = field(default_factory=list)


def groups(agent: Agent) -> list[Group]:
    """The whole table for this agent."""
    return [
        Group(_("In the list"), _in_the_list()),
        Group(_("In a conversation"), _in_a_conversation()),
        Group(_("In a group"), _in_a_group()),
        Group(_("While you write a mail"), [Key((one.shortcut,), one.name, shown=one.caps) for one in tools()]),
        Group(_("Everywhere"), _everywhere()),
        Group(_("Go to"), going(agent)),
    ]


def table(agent: Agent) -> dict[str, Any]:
    """What the browser needs: the keys that work, and whether single letters are switched on."""
    return {
        "single": preferring.preferred(agent, PREFERRED, True),
        "keys": [
            {"strokes": key.strokes, "press": key.press, "to": key.to, "act": key.act}
            for group in groups(agent)
            for key in group.keys
            if key.works
        ],
    }


def going(agent: Agent) -> list[Key]:
    """What may follow g, for the strip that shows while it waits."""
    return [Key(("g", one.letter), one.name, to=one.to) for one in places.places(agent) if one.letter]


def _in_the_list() -> list[Key]:
    return [
        Key(("j",), _("next conversation, next row of a table"), act="next"),
        Key(("k",), _("previous one"), act="previous"),
        Key(("Enter",), _("open it")),
        Key(("]",), _("open the next one"), act="open-next"),
        Key(("[",), _("open the previous one"), act="open-previous"),
        Key(("u",), _("back to the list"), act="back", shown=("u", "Esc")),
    ]


def _in_a_conversation() -> list[Key]:
    return [
        Key(("r",), _("write a reply"), press="[data-key=r]"),
        Key(("n",), _("write a note"), press="[data-key=n]"),
        Key(("a",), _("give the case to somebody"), press="#assign-button"),
        Key(("l",), _("put a label on it"), press="#label-button"),
        Key(("f",), _("follow it, or no longer"), press="#follow-button"),
        Key(("e",), _("resolve"), press="#resolve-button"),
        Key(("Ctrl+Enter",), _("send what you wrote"), act="send", shown=("Ctrl", "Enter")),
        Key(("Ctrl+Shift+Enter",), _("send and resolve"), act="send-and-resolve", shown=("Ctrl", "⇧", "Enter")),
        Key(("Alt+ArrowUp",), _("move a panel up or down"), shown=("Alt", "↑", "↓")),
    ]


def _in_a_group() -> list[Key]:
    return [
        Key(("ArrowDown",), _("next message, to choose it by Space"), shown=("↑", "↓")),
        Key(("o",), _("open a case from what is chosen"), press="#open-case-button"),
    ]


def _everywhere() -> list[Key]:
    return [
        Key(("Ctrl+k",), _("do or find anything"), act="palette", shown=("Ctrl", "K")),
        Key(("/",), _("search"), act="search"),
        Key(("z",), _("undo what was just done"), act="undo"),
        Key(("F6",), _("to the next part of the page"), act="next-part"),
        Key(("Escape",), _("close what floats, leave the text"), shown=("Esc",)),
        Key(("?",), _("this page"), act="sheet"),
    ]
