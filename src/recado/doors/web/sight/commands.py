"""What can be done from here by its name? The commands of the palette: on the open case, to go, for oneself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recado.desk.cases.models import Case, State
from recado.desk.staff.models import Agent
from recado.doors.web.sight import circles, faces, manners, places


@dataclass(frozen=True)
class Command:
    """`key` is its id and stays the same from day to day; then one of four ways in which it is done.

    It opens an address (`to`), clicks what stands on the page (`press`, a selector), lets the browser act (`act`), or
    asks the desk (`method` and `address`, with `vals` as JSON). `also` are other words by which it is found.
    """

    key: str
    name: str
    icon: str
    to: str = ""
    press: str = ""
    act: str = ""
    method: str = ""
    address: str = ""
    vals: str = ""
    caps: tuple[str, ...] = ()
    also: str = ""
    face: faces.Face | None = None
    aside: str = ""


@dataclass(frozen=True)
class Group:
    """Commands that belong together."""

    name: str
    commands: list[Command]


def groups(agent: Agent, case: Case | None) -> list[Group]:
    """All that this agent can do here."""
    going = [_going(place) for place in places.places(agent)]
    known = [
        Group(_("Case %(number)s") % {"number": case.pk}, _on(case, agent)) if case else None,
        Group(_("Go to"), [*going, Command("search", _("Search"), "search", act="search", caps=("/",))]),
        Group(_("Mine"), list(_mine())),
    ]
    return [group for group in known if group]


def _going(place: places.Place) -> Command:
    caps = ("g", place.letter) if place.letter else ()
    return Command(f"go:{place.to}", place.name, place.icon, to=place.to, caps=caps)


def _on(case: Case, agent: Agent) -> list[Command]:
    """Reading is enough to follow and to copy; the rest is for those who write."""
    follow = Command("follow", _("Follow, or no longer"), "bell", press="#follow-button", caps=("f",))
    link = Command("link", _("Copy the link to this case"), "copy", act="copy-link")
    side = Command("side", _("Open the panel"), "panel-right", act="side", aside=_("Person and case"))
    beside = [replace(side, also=side.aside), link]
    if not agent.may_write:
        return [follow, *beside]
    return [*_writing(case), follow, *_giving(case, agent), *_labelling(case), *beside]


def _writing(case: Case) -> Iterable[Command]:
    if case.thread_id:
        answer, comment = pgettext("other words", "Answer"), pgettext("other words", "Comment")
        yield Command("reply", _("Write a reply"), "reply", press="[data-key=r]", caps=("r",), also=answer)
        yield Command("note", _("Write a note"), "lock", press="[data-key=n]", caps=("n",), also=comment)
    if case.state == State.RESOLVED:
        again = pgettext("other words", "Reopen")
        yield Command("reopen", _("Open again"), "undo-2", press="#reopen-button", also=again)
    else:
        close = pgettext("other words", "Close, finish, done")
        yield Command("resolve", _("Resolve"), "check", press="#resolve-button", caps=("e",), also=close)
    yield Command("action", _("Set the action"), "list-checks", press="#action-button")
    yield Command("merge", _("Merge into another case…"), "merge", press="#merge-button", also=_("Duplicate"))
    yield Command("delete", _("Delete the case…"), "trash-2", press="#delete-button", also=_("Remove"))


def _giving(case: Case, agent: Agent) -> Iterable[Command]:
    put = Command("", "", "", method="put", address=reverse("assignee", args=(case.pk,)))
    if case.assignee_id != agent.pk:
        taking = replace(put, key="take", name=_("I take it"), icon="hand", vals=f'{{"agent": "{agent.pk}"}}')
        yield replace(taking, also=_("Assign to me"))
    for one in circles.colleagues(agent, case):
        if one.pk != case.assignee_id:
            whom = {"name": one.face.name}
            name, also = _("Assign to %(name)s") % whom, pgettext("other words", "Give to %(name)s") % whom
            here = _("here") if one.is_here else ""
            vals = f'{{"agent": "{one.pk}"}}'
            yield replace(put, key=f"give:{one.pk}", name=name, face=one.face, vals=vals, aside=here, also=also)
    if case.assignee_id:
        back = replace(put, key="queue", name=_("Back to the team's queue"), icon="user-round-x", method="delete")
        yield replace(back, also=pgettext("other words", "Unassign"))
    for team in circles.other_teams(case):
        where, address = {"team": team.name}, reverse("team", args=(case.pk,))
        name, also = _("Move to %(team)s") % where, pgettext("other words", "Transfer to %(team)s") % where
        vals = f'{{"team": "{team.key}"}}'
        yield Command(f"team:{team.pk}", name, "users", method="put", address=address, vals=vals, also=also)


def _labelling(case: Case) -> Iterable[Command]:
    for choice in circles.choices(case):
        said = _("Take off the label %(label)s") if choice.is_on else _("Label as %(label)s")
        address = reverse("label", args=(case.pk, choice.label.pk))
        method = "delete" if choice.is_on else "put"
        name = said % {"label": choice.label.name}
        yield Command(f"label:{choice.label.pk}", name, "tag", method=method, address=address)


def _mine() -> Iterable[Command]:
    available, away = ("#availability button:first-child", "#availability button:last-child")
    yield Command("available", _("Available"), "circle-check", press=available, also=_("Presence"))
    yield Command("away", _("Away, nothing new for me"), "coffee", press=away, also=_("Presence"))
    looks = (("system", _("System"), "sun-moon"), ("light", _("Light"), "sun"), ("dark", _("Dark"), "moon"))
    for value, name, icon in looks:
        said = _("Look: %(look)s") % {"look": name}
        yield Command(f"theme:{value}", said, icon, press=f"theme-switch button[value={value}]", also=_("Theme"))
    for code, name in manners.offered():
        press = f"#me form button[value={code}]"
        yield Command(f"language:{code}", name, "languages", press=press, also=f"{_('Language')} language {code}")
    yield Command("keys", _("Keys"), "keyboard", act="sheet", caps=("?",))
    yield Command("undo", _("Undo what was just done"), "undo-2", act="undo", caps=("z",))
    yield Command("out", _("Log out"), "log-out", press="#me form button.menu-item[type=submit]")
