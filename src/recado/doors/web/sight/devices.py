"""Where am I logged in? Each session by browser, machine and place on the net."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from recado.desk.staff.models import Agent

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
MACHINES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Session:
    """A session of mine: what it runs on, from where, since and until when."""

    id: int
    name: str
    ip: str
    since: datetime
    seen_at: datetime
    is_this: bool
    is_phone: bool


def sessions(agent: Agent, key: str) -> list[Session]:
    """Those that are still good, this one first."""
    kept = [_session(one, key) for one in UserSession.objects.purge_and_list(agent)]
    return sorted(kept, key=lambda one: (not one.is_this, -one.seen_at.timestamp()))


def _session(kept: UserSession, key: str) -> Session:
    agent = kept.user_agent
    browser = next((name for mark, name in BROWSERS if mark in agent), _("A browser"))
    machine = next((name for mark, name in MACHINES if mark in agent), "")
    return Session(
        kept.pk,
        _("%(browser)s on %(machine)s") % {"browser": browser, "machine": machine} if machine else browser,
        kept.ip,
        kept.created_at,
        kept.last_seen_at,
        kept.session_key == key,
        bool(re.search("Mobile|Android|iPhone", agent)),
    )
