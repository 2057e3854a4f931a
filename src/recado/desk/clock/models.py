"""Deadlines: what was promised on a case, by when, and how it ended."""

from django.db import models
from django.db.models import Q

from recado.desk.cases.models import Case


class Deadline(models.Model):
    """One promise on one case. `hours` is the revision of the opening hours it was counted with (N3).

    `met_by` is the message that met it: should that fail after all, the deadline runs on.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.TextField(default="first_answer")
    promised_for = models.DurationField()
    since_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    met_by = models.BigIntegerField(null=True)
    dropped_at = models.DateTimeField(null=True)
    told = models.TextField(default="fine")
    hours = models.BigIntegerField(null=True)

    class Meta:
        db_table = "clock_deadline"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(met_at__isnull=True, dropped_at__isnull=True),
                name="one_running_deadline",
            )
        ]
        indexes = [
            models.Index(fields=["warn_at"], name="to_warn", condition=Q(met_at=None, dropped_at=None, told="fine")),
            models.Index(
                fields=["due_at"], name="to_breach", condition=Q(met_at=None, dropped_at=None, told="warning")
            ),
        ]
