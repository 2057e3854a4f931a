"""Sections of house rules, each change a new revision."""

from django.db import models

from recado.desk.core.actors import ActorField


class Revision(models.Model):
    """One state of one section; the newest holds. `scope` is empty for the house or e.g. ``team:3``."""

    section = models.TextField()
    scope = models.TextField(default="", blank=True)
    number = models.IntegerField()
    value = models.JSONField()
    by = ActorField()
    at = models.DateTimeField()

    class Meta:
        db_table = "rules_revision"
        constraints = [models.UniqueConstraint(fields=["section", "scope", "number"], name="one_revision_per_number")]
