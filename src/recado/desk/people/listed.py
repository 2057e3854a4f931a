"""Addresses and domains of which the house knows something: block, no automatic answer, ignore when copied (C5–C7)."""

from django.db import models
from django.db.models import Q

from recado.desk.core.actors import ActorField


class AddressList(models.TextChoices):
    """What is known of those who stand on it. The last two are filled by the desk: mail comes back, or is unwanted."""

    BLOCK = "block"
    NO_AUTO_REPLY = "no_auto_reply"
    IGNORE_CC = "ignore_cc"
    FAILING = "failing"
    COMPLAINED = "complained"


class Pattern(models.TextChoices):
    """What a line matches: one address, a domain, or what its stars leave open."""

    ADDRESS = "address"
    DOMAIN = "domain"
    WILDCARD = "wildcard"


class Listed(models.Model):
    """One line of a list, in lower case. `hits` counts how often it decided; a retired one decides no more."""

    list = models.TextField(choices=AddressList)
    pattern = models.TextField()
    kind = models.TextField(choices=Pattern)
    hits = models.IntegerField(default=0)
    last_hit_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True, default="")
    by = ActorField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_listed"
        constraints = [
            models.UniqueConstraint(
                fields=["list", "pattern"], condition=Q(retired_at__isnull=True), name="a_pattern_stands_once_on_a_list"
            )
        ]
