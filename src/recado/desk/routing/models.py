"""Assignments: whose each case was, since when and why."""

from django.db import models

from recado.desk.cases.models import Case
from recado.desk.core.actors import ActorField
from recado.desk.staff.models import Agent, Team


class Assignment(models.Model):
    """A case came to somebody, or to nobody; `because` are the steps that decided (N1)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    agent = models.ForeignKey(Agent, null=True, on_delete=models.PROTECT)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT)
    by = ActorField()
    at = models.DateTimeField()
    because = models.JSONField(default=list)

    class Meta:
        db_table = "routing_assignment"
        indexes = [models.Index(fields=["case", "-id"], name="assignment_of_case")]
