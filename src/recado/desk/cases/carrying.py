"""What goes over with a case besides its words? Its labels, those who follow it, and where notes called somebody."""

from collections.abc import Mapping, Sequence
from typing import Any

from recado.desk.cases import following, labelling
from recado.desk.cases.models import Case, Following, Label, Labelling, Mention
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.time import now


def over(gone: Case, into: Case, messages: Sequence[int], *, by: Actor) -> dict[str, list[int]]:
    """Let the other carry what this one carried; gives what is new to it, by which it is taken back."""
    labels, followers = new_labels(gone, into), new_followers(gone, into)
    for one in labels:
        labelling.add(into, one, by=by)
    following.enlist([(into, one.agent) for one in followers], by=by, at=now())
    _call([gone.pk], into.pk, messages)
    return {"labels": [one.pk for one in labels], "followers": [one.agent_id for one in followers]}


def back(gone: Case, into: Case, messages: Sequence[int], carried: Mapping[str, Any], *, by: Actor) -> None:
    """Take from the other what it has only of this one, unless somebody took it already."""
    for one in Label.objects.filter(pk__in=carried.get("labels", [])):
        labelling.remove(into, one, by=by)
    theirs = Following.objects.filter(case=into, agent__in=carried.get("followers", []))
    for each in theirs.select_related("agent").order_by("agent"):
        following.unfollow(into, each.agent, by=by)
    _call([into.pk], gone.pk, messages)


def new_labels(gone: Case, into: Case) -> list[Label]:
    """Those of `gone` that `into` does not carry, by name; retired ones stay where they are."""
    carried = Labelling.objects.filter(case=into).values("label")
    return list(Label.objects.filter(labellings__case=gone, retired_at=None).exclude(pk__in=carried).order_by("name"))


def new_followers(gone: Case, into: Case) -> list[Following]:
    """Those who follow `gone` and not `into`, who did first comes first."""
    theirs = Following.objects.filter(case=into).values("agent")
    found = Following.objects.filter(case=gone, agent__is_active=True).exclude(agent__in=theirs)
    return list(found.select_related("agent").order_by("at", "pk"))


def _call(of: Sequence[int], to: int, messages: Sequence[int]) -> None:
    """A note that goes over calls whom it names to the case where it lies."""
    called = Mention.objects.filter(case__in=of, message__in=messages).values_list("pk", flat=True)
    bulk.update(Mention, [{"id": key, "case_id": to} for key in called])
