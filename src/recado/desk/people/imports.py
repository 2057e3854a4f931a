"""Lists that were brought in: the file, how far its rows came, what is wrong with them, and what each one did."""

from django.db import models
from django.db.models import Q

from recado.desk.core.actors import ActorField, OptionalActorField
from recado.desk.files.models import Blob


class ImportState(models.TextChoices):
    """Where an import stands; `refused` if the file as a whole cannot be read."""

    READING = "reading"
    READ = "read"
    REFUSED = "refused"
    WRITING = "writing"
    UNDOING = "undoing"
    DONE = "done"
    UNDONE = "undone"


class Import(models.Model):
    """A file with persons or organisations. `rows` and `done` tell how far it is; `counts` what became of the rows.

    `columns` names for each column of the file what it is taken for.
    """

    kind = models.TextField()
    name = models.TextField(blank=True, default="")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    state = models.TextField(choices=ImportState, default=ImportState.READING)
    columns = models.JSONField(default=list)
    rows = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    refusal = models.TextField(blank=True, default="")
    by = ActorField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = OptionalActorField()

    class Meta:
        db_table = "people_import"

    def __str__(self) -> str:
        return self.name


class Misfit(models.Model):
    """What is wrong in a row, counted as a spreadsheet counts: the first line is 1. `advice` says what to do."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="misfits")
    row = models.IntegerField()
    column = models.TextField(blank=True, default="")
    value = models.TextField(blank=True, default="")
    reason = models.TextField()
    advice = models.TextField(blank=True, default="")

    class Meta:
        db_table = "people_misfit"
        indexes = [models.Index(fields=["source", "row", "id"], name="misfit_of_import")]


class Written(models.Model):
    """What one row did: whom it added or changed, and what stood there `before` and `after`."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="written")
    row = models.IntegerField()
    target = models.BigIntegerField()
    added = models.BooleanField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone = models.BooleanField(null=True)

    class Meta:
        db_table = "people_written"
        constraints = [models.UniqueConstraint(fields=["source", "row"], name="one_trace_per_row")]
        indexes = [models.Index(fields=["source"], name="written_to_undo", condition=Q(undone=None))]
