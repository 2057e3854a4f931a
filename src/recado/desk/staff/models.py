"""Agents and teams, what lets them in, and what they may."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from recado.desk.core.actors import Actor, ActorField


class Role(models.TextChoices):
    """What an agent may; from all to reading only."""

    HEAD = "head"
    ADMIN = "admin"
    LEAD = "lead"
    AGENT = "agent"
    VIEWER = "viewer"


class Agents(BaseUserManager["Agent"]):
    """Finds agents by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Agent":
        return self.get(email__iexact=username or "")


class Agent(AbstractBaseUser):
    """Who works here. `available` is the presence switch; `seen_at` the last call or page."""

    email = models.EmailField(unique=True)
    name = models.TextField()
    role = models.TextField(choices=Role, default=Role.AGENT)
    language = models.CharField(max_length=8, blank=True, default="")
    is_active = models.BooleanField(default=True)
    available = models.BooleanField(default=True)
    seen_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField()

    objects: ClassVar[Agents] = Agents()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "staff_agent"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_agent_per_email")]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        return Actor("agent", self.pk)

    @property
    def sees_all(self) -> bool:
        return self.role in (Role.HEAD, Role.ADMIN)

    @property
    def may_write(self) -> bool:
        return self.role != Role.VIEWER


class Team(models.Model):
    """Who answers together. `last_in_turn` is the place of round robin."""

    key = models.SlugField(unique=True)
    name = models.TextField()
    members = models.ManyToManyField(Agent, through="Membership", related_name="teams")
    last_in_turn = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "staff_team"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An agent belongs to a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE)

    class Meta:
        db_table = "staff_membership"
        constraints = [models.UniqueConstraint(fields=["team", "agent"], name="one_membership_per_team")]


class Invitation(models.Model):
    """A link that lets an agent set his password, once. Only the hash of its secret is kept."""

    agent = models.ForeignKey(Agent, null=True, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    by = ActorField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "staff_invitation"


class Token(models.Model):
    """A program's way in, as its agent, within its scopes (none = all that the agent may)."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="tokens")
    name = models.TextField(default="", blank=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.TextField(), default=list)
    by = ActorField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "staff_token"
        constraints = [
            models.CheckConstraint(condition=~Q(digest=""), name="token_has_digest"),
        ]


class Preference(models.Model):
    """How an agent likes one thing of the desk, such as the order of his panels (F14)."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="preferences")
    name = models.TextField()
    value = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "staff_preference"
        constraints = [models.UniqueConstraint(fields=["agent", "name"], name="one_preference_per_name")]
