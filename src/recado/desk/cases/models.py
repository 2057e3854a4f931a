"""Cases, what lies in them, and how they ended."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from recado.desk.cases.actions import Action
from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.actors import ActorField, OptionalActorField
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent, Team


class State(models.TextChoices):
    """`new`: nobody of the house has answered yet."""

    NEW = "new"
    OPEN = "open"
    WAITING_CUSTOMER = "waiting_customer"
    RESOLVED = "resolved"


class DueState(models.TextChoices):
    """Where the nearest promise stands; empty where nothing was promised."""

    NONE = ""
    FINE = "fine"
    WARNING = "warning"
    LATE = "late"
    MET = "met"


class Case(models.Model):
    """A piece of work, as it is now: all that lists show, sort or count. Its number is its key."""

    subject = models.TextField(blank=True, default="")
    state = models.TextField(choices=State, default=State.NEW)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT)
    assignee = models.ForeignKey(Agent, null=True, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    channel = models.ForeignKey(Channel, null=True, on_delete=models.PROTECT)
    thread = models.ForeignKey(Thread, null=True, on_delete=models.PROTECT)
    receives = models.BooleanField(default=True)
    unseen = models.BooleanField(default=False)
    last_words = models.TextField(blank=True, default="")
    last_type = models.TextField(blank=True, default="")
    last_direction = models.CharField(max_length=4, blank=True, default="")
    last_message_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    due_state = models.TextField(choices=DueState, blank=True, default=DueState.NONE)
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    closing_reason = models.TextField(blank=True, default="")
    action = models.ForeignKey(Action, null=True, on_delete=models.PROTECT, db_index=False)
    deleted_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "cases_case"
        constraints = [
            models.UniqueConstraint(
                fields=["thread"], condition=Q(receives=True, thread__isnull=False), name="one_case_receives_a_thread"
            ),
            models.CheckConstraint(
                condition=Q(state="resolved", resolved_at__isnull=False)
                | (~Q(state="resolved") & Q(resolved_at__isnull=True)),
                name="resolved_cases_say_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["assignee", "-last_message_at", "-id"], name="open_of_assignee", condition=~Q(state="resolved")
            ),
            models.Index(
                fields=["team", "-last_message_at", "-id"], name="open_of_team", condition=~Q(state="resolved")
            ),
            models.Index(
                fields=["team", "-last_message_at", "-id"],
                name="unassigned_of_team",
                condition=~Q(state="resolved") & Q(assignee__isnull=True),
            ),
            models.Index(fields=["-last_message_at", "-id"], name="open_by_last_word", condition=~Q(state="resolved")),
            # In the order of what is due; without a promise null, and so below.
            models.Index(
                fields=["due_at", "-last_message_at", "-id"], name="open_by_due", condition=~Q(state="resolved")
            ),
            models.Index(
                fields=["team", "due_at", "-last_message_at", "-id"],
                name="open_of_team_by_due",
                condition=~Q(state="resolved"),
            ),
            models.Index(
                fields=["assignee", "due_at", "-last_message_at", "-id"],
                name="open_of_assignee_by_due",
                condition=~Q(state="resolved"),
            ),
            models.Index(
                fields=["team", "due_at", "-last_message_at", "-id"],
                name="unassigned_of_team_by_due",
                condition=~Q(state="resolved") & Q(assignee__isnull=True),
            ),
            models.Index(
                fields=["assignee"], name="unseen_of_assignee", condition=~Q(state="resolved") & Q(unseen=True)
            ),
            models.Index(fields=["-resolved_at", "-id"], name="ended_by_end", condition=Q(state="resolved")),
            models.Index(fields=["team", "-resolved_at", "-id"], name="ended_of_team", condition=Q(state="resolved")),
            models.Index(
                fields=["assignee", "-resolved_at", "-id"], name="ended_of_assignee", condition=Q(state="resolved")
            ),
            models.Index(fields=["person", "-id"], name="case_of_person"),
            models.Index(fields=["thread", "-id"], name="case_of_thread"),
            models.Index(fields=["action", "-id"], name="case_of_action", condition=Q(action__isnull=False)),
            models.Index(fields=["updated_at", "id"], name="case_by_change"),
        ]

    @property
    def number(self) -> int:
        return int(self.pk)


class Filing(models.Model):
    """In which case a message lies: move, split and merge touch filings only."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)

    class Meta:
        db_table = "cases_filing"


class Resolution(models.Model):
    """An ending: who, when, why; `undone_at` once the case was opened again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="resolutions")
    reason = models.TextField()
    by = ActorField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = OptionalActorField()

    class Meta:
        db_table = "cases_resolution"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(undone_at__isnull=True), name="one_standing_resolution"
            )
        ]


class Label(models.Model):
    """A word that cases are sorted by: one flat list for the house. `tint` is its colour, 0 to 7."""

    name = models.TextField()
    tint = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_label"
        constraints = [models.UniqueConstraint(Lower("name"), name="one_label_per_name")]

    def __str__(self) -> str:
        return self.name


class Labelling(models.Model):
    """A case carries a label."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="labellings")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="labellings")
    by = ActorField()
    at = models.DateTimeField()

    class Meta:
        db_table = "cases_labelling"
        constraints = [models.UniqueConstraint(fields=["case", "label"], name="a_label_once_per_case")]
        indexes = [models.Index(fields=["label", "-case"], name="case_of_label")]


class Following(models.Model):
    """An agent follows a case: he sees it though it is not his, because he asked to or was named in a note."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="followings")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="followings")
    by = ActorField()
    at = models.DateTimeField()

    class Meta:
        db_table = "cases_following"
        constraints = [models.UniqueConstraint(fields=["case", "agent"], name="an_agent_follows_once")]


class Mention(models.Model):
    """An agent was named in a note; `seen_at` once he has looked."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="mentions")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="mentions")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_mention"
        constraints = [models.UniqueConstraint(fields=["message", "agent"], name="an_agent_is_named_once")]
        indexes = [models.Index(fields=["agent", "-at", "-id"], name="mention_of_agent")]


class Doing(models.TextChoices):
    """What an agent does at a case right now."""

    LOOKING = "looking"
    TYPING = "typing"
    NOTING = "noting"


class Attention(models.Model):
    """Where an agent's tab stands right now: each tab shows one case. An old row means nobody."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attentions")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    tab = models.CharField(max_length=40)
    doing = models.TextField(choices=Doing)
    at = models.DateTimeField()

    class Meta:
        db_table = "cases_attention"
        constraints = [models.UniqueConstraint(fields=["agent", "tab"], name="one_case_for_each_tab")]
