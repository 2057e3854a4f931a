"""What lies round a case, read in one statement with it: labels, followers, addresses, why it is whose it is.

The small things come as JSON beside the case, since ten statements for ten small things cost more than all the words.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from recado.desk.cases import access
from recado.desk.cases.departed import CaseMerge
from recado.desk.cases.models import Case, Filing, Following, Label, Labelling, Mention, Resolution
from recado.desk.channels.models import ChannelTeam
from recado.desk.conversations.models import Thread
from recado.desk.core.actors import Actor
from recado.desk.core.statements import Blank, Statement
from recado.desk.people.models import Address
from recado.desk.routing.models import Assignment
from recado.desk.staff.models import Agent

RELATED = ("person__organisation__account_manager", "assignee", "team", "channel", "thread")
PREFIX = "beside_"
OF_CASE = {"case": OuterRef("pk")}
BESIDE = {
    "labels": ArraySubquery(
        Labelling.objects.filter(**OF_CASE).values(
            json=JSONObject(id="label_id", name="label__name", tint="label__tint", retired="label__retired_at")
        )
    ),
    "followers": ArraySubquery(
        Following.objects.filter(agent__is_active=True, **OF_CASE)
        .order_by("at", "pk")
        .values(json=JSONObject(agent="agent_id", name="agent__name", by="by"))
    ),
    "addresses": ArraySubquery(
        Address.objects.filter(person=OuterRef("person"))
        .order_by("pk")
        .values(json=JSONObject(kind="kind", value="value"))
    ),
    "assignment": Subquery(
        Assignment.objects.filter(**OF_CASE).order_by("-pk").values(json=JSONObject(by="by", because="because"))[:1]
    ),
    "resolution": Subquery(
        Resolution.objects.filter(undone_at=None, **OF_CASE).values(json=JSONObject(reason="reason", at="at"))[:1]
    ),
    "merge": Subquery(CaseMerge.objects.filter(gone=OuterRef("pk"), undone_at=None).values("into")[:1]),
    "parts": ArraySubquery(
        CaseMerge.objects.filter(into=OuterRef("pk"), undone_at=None)
        .order_by("pk")
        .values(json=JSONObject(gone="gone_id", by="by", at="at"))
    ),
    "channel_teams": ArraySubquery(
        ChannelTeam.objects.filter(channel=OuterRef("thread__channel")).order_by("pk").values("team")
    ),
}


def whole(agent: Agent, number: int, *, of: Thread | None = None) -> Case | None:
    """The visible case with all that its page shows of it besides the words, if it is `of` this thread.

    Its thread's channel and person are its own; where not, they are read apart. Beyond eight tables PostgreSQL looks
    for a good order longer than it reads, so these two are not joined again.
    """
    found: Case | None = next(iter(_wholes(agent.sees_all)(**access.blanks(agent), number=number)), None)
    if found is None or (of is not None and found.thread_id != of.pk):
        return None
    thread = found.thread
    for name in ("channel", "person"):
        if thread and getattr(thread, f"{name}_id") == getattr(found, f"{name}_id"):
            setattr(thread, name, getattr(found, name))
    return found


@cache
def _wholes(sees_all: bool) -> Statement:
    """One statement for those who see all, one for the others."""

    def made() -> QuerySet[Case]:
        seen = access.asking(sees_all)
        theirs = seen.filter(thread=OuterRef("thread")).order_by("-pk").values("pk")
        named = Mention.objects.filter(agent=Blank("agent"), seen_at=None, **OF_CASE)
        beside = {**BESIDE, "is_named": Exists(named), "cases_of_thread": ArraySubquery(theirs)}
        shown = seen.select_related(*RELATED).annotate(**{PREFIX + key: one for key, one in beside.items()})
        return shown.filter(pk=Blank("number"))

    return Statement(made)


def is_whole(case: Case) -> bool:
    """Whether it was read so."""
    return f"{PREFIX}labels" in case.__dict__


def labels(case: Case) -> list[Label]:
    """By name, retired ones among them."""
    found = [Label(pk=one["id"], name=one["name"], tint=one["tint"]) for one in _beside(case, "labels")]
    return sorted(found, key=lambda one: one.name.casefold())


def followers(case: Case) -> list[Following]:
    """The first who did first; each with its agent, of whom only the name is known."""
    return [
        Following(agent=Agent(pk=one["agent"], name=one["name"]), by=Actor.parse(one["by"]))
        for one in _beside(case, "followers")
    ]


def addresses(case: Case) -> list[tuple[str, str]]:
    """Kind and value of each, the one met first comes first."""
    return [(one["kind"], one["value"]) for one in _beside(case, "addresses")]


def assigned(case: Case) -> tuple[Actor, Mapping[str, Any]] | None:
    """Who gave it away last, and what decided."""
    newest = _beside(case, "assignment")
    return (Actor.parse(newest["by"]), newest["because"][-1]) if newest and newest["because"] else None


def resolution(case: Case) -> Resolution | None:
    """The one that stands; only its reason and instant are known."""
    found = _beside(case, "resolution")
    return Resolution(reason=found["reason"], at=datetime.fromisoformat(found["at"])) if found else None


def is_part_of(case: Case) -> int | None:
    """The case that it became part of."""
    found: int | None = _beside(case, "merge")
    return found


def parts(case: Case) -> list[CaseMerge]:
    """Those that became part of it, the first merge first."""
    return [
        CaseMerge(gone_id=one["gone"], by=Actor.parse(one["by"]), at=datetime.fromisoformat(one["at"]))
        for one in _beside(case, "parts")
    ]


def other_threads(case: Case) -> list[Thread]:
    """Threads besides its own of which words lie in it; asked for only where another case is part of it."""
    if not _beside(case, "parts"):
        return []
    lie_here = Filing.objects.filter(case=case.pk).exclude(message__thread=case.thread_id or 0)
    found = Thread.objects.filter(pk__in=lie_here.values("message__thread"))
    return list(found.select_related("channel", "person").order_by("pk"))


def is_named(case: Case) -> bool:
    """Whether a note names the agent that he has not looked at."""
    return bool(_beside(case, "is_named"))


def channel_teams(case: Case) -> set[int]:
    """Whose number it is."""
    return set(_beside(case, "channel_teams"))


def cases_of_thread(case: Case) -> list[int]:
    """Every visible case of the thread, the newest first."""
    return list(_beside(case, "cases_of_thread"))


def _beside(case: Case, key: str) -> Any:
    return case.__dict__[PREFIX + key]
