"""Where can one go by two keys, g and a letter, or by the palette? Views of the inbox and the pages of the desk."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from recado.desk.staff.models import Agent, Role
from recado.doors.web.sight import views

VIEWS = {"mine": "i", "unassigned": "u", "mentions": "m", "teams": "t", "all": "a", "resolved": "r"}


@dataclass(frozen=True)
class Place:
    """A page: the letter after g (none for some), its name, its icon, its address."""

    letter: str
    name: str
    icon: str
    to: str


def places(agent: Agent) -> list[Place]:
    """Those that this agent has: his views, each of his teams by its figure, and the pages."""
    return [*_views(agent), *_pages(), *_settings(agent)]


def _views(agent: Agent) -> list[Place]:
    inbox = reverse("inbox")
    among = views.views(agent)
    single = [view.key for view in among if view.key.startswith("team-")]
    letters = VIEWS | {key: str(at) for at, key in enumerate(single[:9], 1)}
    return [Place(letters.get(view.key, ""), view.name, view.icon, f"{inbox}?view={view.key}") for view in among]


def _pages() -> list[Place]:
    """The pages that stand: the settings hold for everybody his own, for some the house's too."""
    known = (
        ("p", _("People"), "users", "people"),
        ("o", _("Organisations"), "building-2", "organisations"),
        ("g", _("Groups"), "message-circle", "groups"),
        ("s", _("Settings"), "settings", "settings"),
        ("y", _("My profile"), "user-round", "me"),
    )
    found = [Place(letter, name, icon, _address(page)) for letter, name, icon, page in known]
    return [one for one in found if one.to]


def _settings(agent: Agent) -> list[Place]:
    """The pages of the settings of the house, and where a list is brought: by name alone."""
    teams = [(_("Teams"), "users", "settings_teams")]
    house = [
        (_("Channels"), "message-circle", "settings_channels"),
        (_("Agents"), "user-round-plus", "settings_agents"),
        (_("Labels"), "tag", "settings_labels"),
        (_("Actions"), "list-checks", "settings_actions"),
        (_("Cases"), "clipboard-check", "settings_cases"),
        (_("Addresses"), "at-sign", "settings_addresses"),
        (_("Languages"), "languages", "settings_languages"),
        (_("Appearance"), "sun-moon", "settings_appearance"),
    ]
    his = (teams if agent.sees_all or agent.role == Role.LEAD else []) + (house if agent.sees_all else [])
    pages = [(f"{_('Settings')}: {name}", icon, page) for name, icon, page in his]
    pages += [(_("Import a list"), "file-text", "imports")] if agent.may_write else []
    return [Place("", name, icon, reverse(page)) for name, icon, page in pages]


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
