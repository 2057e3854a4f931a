"""Who is named in a note follows its case and finds it among his mentions."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from recado.desk.cases import following, mentions, receiving_cases
from recado.desk.cases.colleague_events import AgentNamed, MentionSeen, TeamNamed
from recado.desk.cases.mentions import Name
from recado.desk.cases.models import Case, Mention
from recado.desk.conversations.events import NoteWritten
from recado.desk.conversations.models import Message
from recado.desk.core import bulk
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.staff.models import Agent, Team


def mention(written: Sequence[NoteWritten]) -> None:
    """Read the names in these notes, and let those who are named know. Nobody names himself."""
    texts = dict(Message.objects.filter(pk__in=[note.message for note in written]).values_list("pk", "text"))
    calling = [note for note in written if note.case and "@" in texts.get(note.message, "")]
    if not calling:
        return
    agents = {agent.pk: agent for agent in Agent.objects.filter(is_active=True)}
    teams = {team.pk: team for team in Team.objects.prefetch_related("members")}
    names = _names(agents.values(), teams.values())
    cases = Case.objects.in_bulk([note.case for note in calling if note.case])
    for note in calling:
        keys = _meant(mentions.spans(texts[note.message], names), note.named)
        named = [agents[id_] for kind, id_ in keys if kind == "agent"]
        asked = [teams[id_] for kind, id_ in keys if kind == "team"]
        _write(note, cases[note.case or 0], named, asked)


@transaction.atomic
def see(case: Case, *, agent: Agent) -> bool:
    """The agent has looked at the case where he was named; whether there was anything new for him."""
    unseen = Mention.objects.filter(case=case, agent=agent, seen_at=None)
    if not unseen.update(seen_at=now()):
        return False
    telling.record(MentionSeen(at=now(), by=agent.actor, **{**receiving_cases.told(case), "agent": agent.pk}))
    return True


def nameable() -> list[Name]:
    """Everybody who can be named, as the desk is now."""
    return _names(Agent.objects.filter(is_active=True), Team.objects.all())


def _names(agents: Iterable[Agent], teams: Iterable[Team]) -> list[Name]:
    return [Name(f"agent:{one.pk}", one.name) for one in agents] + [Name(f"team:{one.pk}", one.name) for one in teams]


def _meant(spans: Iterable[mentions.Span], chosen: Sequence[str]) -> list[tuple[str, int]]:
    """Whose each name is; of those who share one, the ones that the writer chose, and without a choice nobody."""
    keys: dict[str, None] = {}
    for span in spans:
        own = span.keys if len(span.keys) == 1 else [key for key in span.keys if key in chosen]
        keys |= dict.fromkeys(own)
    return [(kind, int(id_)) for kind, _, id_ in (key.partition(":") for key in keys)]


def _write(note: NoteWritten, case: Case, named: Sequence[Agent], asked: Sequence[Team]) -> None:
    members = [agent for team in asked for agent in team.members.all() if agent.is_active]
    everybody = {agent.pk: agent for agent in (*named, *members) if agent.actor != note.by}
    rows = [
        {"message_id": note.message, "case_id": case.pk, "agent_id": id_, "at": note.at} for id_ in sorted(everybody)
    ]
    bulk.insert(Mention, rows, skip_conflicts=True)
    told = receiving_cases.told(case)
    telling.record(
        *(AgentNamed(at=note.at, by=note.by, **{**told, "agent": id_}) for id_ in everybody if _is(named, id_)),
        *(_asked(note, case, team) for team in asked),
    )
    following.enlist([(case, agent) for agent in everybody.values()], by=note.by, at=note.at)


def _is(among: Sequence[Agent], id_: int) -> bool:
    return any(agent.pk == id_ for agent in among)


def _asked(note: NoteWritten, case: Case, team: Team) -> TeamNamed:
    told = receiving_cases.told(case)
    teams = tuple(sorted({*told["teams"], team.pk}))
    return TeamNamed(at=note.at, by=note.by, **{**told, "teams": teams}, called=team.name)
