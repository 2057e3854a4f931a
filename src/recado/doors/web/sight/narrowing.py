"""To what is a search narrowed? The filters that an address names, and the chips that change them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.cases.filters import Filters
from recado.desk.cases.models import Label, State
from recado.desk.conversations.models import Direction
from recado.desk.core.statements import Statement
from recado.desk.core.time import now
from recado.desk.staff.models import Team

NAMES = ("channel", "team", "state", "direction", "label", "since", "until")
_CHANNELS = Statement(lambda: access.channels().order_by("name").values_list("pk", "key", "name"))
_TEAMS = Statement(lambda: Team.objects.order_by("name").values_list("pk", "key", "name"))
_LABELS = Statement(lambda: Label.objects.filter(retired_at=None).order_by("name").values_list("pk", "name"))


class _Choice(NamedTuple):
    """A channel, a team or a label."""

    pk: int
    name: str


@dataclass(frozen=True)
class Option:
    """One choice of a chip: its word, the address that takes it, whether it stands."""

    word: str
    query: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter: `word` is what is chosen, or what could be."""

    name: str
    title: str
    any: str
    chosen: str
    options: list[Option]
    clear: str

    @property
    def word(self) -> str:
        return self.chosen or self.title


class Narrowing:
    """What an address asks for; a value that names nothing narrows nothing."""

    def __init__(self, asked: Mapping[str, str]) -> None:
        self._asked = {name: asked[name] for name in ("q", "room", *NAMES) if asked.get(name)}
        self._channels = {key: _Choice(pk, name) for pk, key, name in _CHANNELS()}
        self._teams = {key: _Choice(pk, name) for pk, key, name in _TEAMS()}
        self._labels = {str(pk): _Choice(pk, name) for pk, name in _LABELS()}
        self._kept = {name: asked for name, asked in self._asked.items() if self._is_known(name, asked)}

    @property
    def filters(self) -> Filters:
        """As the search takes them."""
        channel, team = self._channels.get(self._of("channel")), self._teams.get(self._of("team"))
        label, until = self._labels.get(self._of("label")), _day(self._of("until"))
        return Filters(
            channel.pk if channel else None,
            team.pk if team else None,
            self._of("state"),
            label.pk if label else None,
            self._of("direction"),
            _begins(_day(self._of("since"))),
            _begins(until + timedelta(days=1) if until else None),
        )

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What the form sends along with the words."""
        return [(name, value) for name, value in self._kept.items() if name != "q"]

    @property
    def since(self) -> str:
        return self._of("since")

    @property
    def until(self) -> str:
        return self._of("until")

    @property
    def is_narrow(self) -> bool:
        return bool(self.filters)

    def query(self, **changes: str) -> str:
        """The query of the address with these changes; an empty value takes a name out."""
        return urlencode({name: value for name, value in (self._kept | changes).items() if value})

    @property
    def wide(self) -> str:
        """The same words, narrowed to nothing."""
        return self.query(**dict.fromkeys(NAMES, ""))

    def chips(self) -> Iterator[Chip]:
        """Those that have something to choose."""
        channels = {key: channel.name for key, channel in self._channels.items()}
        teams = {key: team.name for key, team in self._teams.items()}
        labels = {key: label.name for key, label in self._labels.items()}
        for name, title, all_, words, least in (
            ("since", _("Days"), _("Any day"), _spans(), 1),
            ("direction", _("Who wrote"), _("Anybody wrote"), _directions(), 1),
            ("state", _("State"), _("Any state"), _states(), 1),
            ("team", _("Team"), _("Any team"), teams, 2),
            ("channel", _("Channel"), _("Any channel"), channels, 2),
            ("label", _("Label"), _("Any label"), labels, 1),
        ):
            if len(words) >= least:
                yield self._chip(name, title, all_, words)

    def _chip(self, name: str, title: str, all_: str, words: Mapping[str, str]) -> Chip:
        kept = self._of(name)
        drop = {"until": ""} if name == "since" else {}
        options = [Option(word, self.query(**{name: value} | drop), value == kept) for value, word in words.items()]
        said = self._days() if name == "since" else words.get(kept, "")
        return Chip(name, title, all_, said, options, self.query(**{name: ""} | drop))

    def _days(self) -> str:
        since, until = _day(self.since), _day(self.until)
        if since and not until and self.since in (words := _spans()):
            return words[self.since]
        parts = (since and _("from %(day)s") % {"day": _said(since)}, until and _("to %(day)s") % {"day": _said(until)})
        return " ".join(part for part in parts if part)

    def _of(self, name: str) -> str:
        return self._kept.get(name, "")

    def _is_known(self, name: str, value: str) -> bool:
        known: dict[str, object] = {
            "channel": self._channels, "team": self._teams, "label": self._labels,
            "state": State.values, "direction": Direction.values,
        }  # fmt: skip
        return _day(value) is not None if name in ("since", "until") else value in known.get(name, (value,))  # type: ignore[operator]


def _spans() -> dict[str, str]:
    today = timezone.localtime(now()).date()
    words = {0: _("Today"), 6: _("Last 7 days"), 29: _("Last 30 days"), 364: _("Last 12 months")}
    return {(today - timedelta(days=days)).isoformat(): word for days, word in words.items()}


def _directions() -> dict[str, str]:
    return {"in": _("Customers wrote"), "out": _("We wrote"), "note": _("Notes")}


def _states() -> dict[str, str]:
    return {
        State.NEW: _("New"),
        State.OPEN: _("Open"),
        State.WAITING_CUSTOMER: _("Waits for the customer"),
        State.RESOLVED: _("Resolved"),
    }


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None


def _begins(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), timezone.get_current_timezone()) if day else None


def _said(day: date) -> str:
    return date_format(day, _("j M Y"))
