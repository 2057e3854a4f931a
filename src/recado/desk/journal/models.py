"""The record of all that happened, and of answers already given."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func
from django.db.models.fields.json import KT

from recado.desk.core.actors import ActorField

if TYPE_CHECKING:
    _Base = models.BigIntegerField[int, int]
else:
    _Base = models.BigIntegerField


class TransactionId(_Base):
    """PostgreSQL's 64-bit transaction id; 0 marks rows that came from a restored copy."""

    def db_type(self, connection: object) -> str:
        return "xid8"

    def get_prep_value(self, value: object) -> str | None:
        return None if value is None else str(value)

    def from_db_value(self, value: object, *_: object) -> int | None:
        return None if value is None else int(str(value))


class CurrentTransaction(Func):
    """The id of the transaction that writes the row."""

    function = "pg_current_xact_id"
    output_field = TransactionId()


class Entry(models.Model):
    """One event as it happened. Read in the order of `tx`, then `id`: by id alone a slow transaction's row is lost."""

    tx = TransactionId(db_default=CurrentTransaction())
    name = models.TextField()
    at = models.DateTimeField()
    actor = ActorField()
    case = models.BigIntegerField(null=True)
    thread = models.BigIntegerField(null=True)
    teams = ArrayField(models.BigIntegerField(), default=list)
    agent = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "journal_entry"
        indexes = [
            models.Index(F("tx"), F("id"), name="entry_in_commit_order"),
            models.Index("case", "id", name="entry_of_case", condition=models.Q(case__isnull=False)),
            models.Index(
                KT("data__person"), "id", name="entry_of_person", condition=models.Q(name__startswith="person.")
            ),
            models.Index(
                KT("data__organisation"),
                "id",
                name="entry_of_organisation",
                condition=models.Q(name__startswith="organisation."),
            ),
        ]


class Answer(models.Model):
    """What was answered to a write with this key, kept for a day so that a repeat gets the same."""

    token = models.BigIntegerField()
    key = models.TextField()
    digest = models.TextField()
    status = models.SmallIntegerField(null=True)
    body = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "journal_answer"
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["at"], name="answer_by_age")]
