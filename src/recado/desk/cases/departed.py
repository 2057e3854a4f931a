"""Cases that are no more: which became part of another, and which were deleted. Both can be undone."""

from django.db import models
from django.db.models import Q

from recado.desk.cases.models import Case
from recado.desk.core.actors import ActorField, OptionalActorField


class CaseMerge(models.Model):
    """A case became part of another. `moved` lists what went over, to bring it back."""

    gone = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    by = ActorField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = OptionalActorField()

    class Meta:
        db_table = "cases_merge"
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="one_standing_merge_per_case"
            ),
            models.CheckConstraint(condition=~Q(gone=models.F("into")), name="no_case_becomes_itself"),
        ]


class Deletion(models.Model):
    """A case was deleted: who, when and why. What was said in it stays, unseen.

    `freed` are messages of a group that went back to it, since the opening of the case was taken back.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deletions")
    reason = models.TextField(blank=True, default="")
    freed = models.JSONField(default=list, db_default=[])
    by = ActorField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = OptionalActorField()

    class Meta:
        db_table = "cases_deletion"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(undone_at__isnull=True), name="one_standing_deletion_per_case"
            )
        ]
