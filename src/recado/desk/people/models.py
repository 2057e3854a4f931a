"""Persons, the addresses they write from, their organisations, and who turned out to be whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from recado.desk.core.actors import ActorField, OptionalActorField
from recado.desk.staff.models import Agent


class OrganisationRole(models.TextChoices):
    """What an organisation is to the house."""

    CUSTOMER = "customer"
    VENDOR = "vendor"
    INTEGRATOR = "integrator"
    PARTNER = "partner"


class Organisation(models.Model):
    """The company of a customer, a vendor, an integrator. `sort_name` is the name folded; `merged_into` is who it is.

    `properties` are free: a name and a text each.
    """

    name = models.TextField()
    sort_name = models.TextField(blank=True, default="", db_default="")
    role = models.TextField(choices=OrganisationRole, default=OrganisationRole.CUSTOMER)
    segment = models.TextField(blank=True, default="")
    account_manager = models.ForeignKey(Agent, null=True, on_delete=models.PROTECT, related_name="+")
    properties = models.JSONField(default=dict)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "people_organisation"
        indexes = [
            models.Index(fields=["sort_name", "id"], name="organisation_by_name", condition=Q(merged_into=None)),
        ]

    def __str__(self) -> str:
        return self.name


class Domain(models.Model):
    """A domain whose mail comes from an organisation; lower case, without `@`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="domains")
    value = models.TextField(unique=True)

    class Meta:
        db_table = "people_domain"

    def __str__(self) -> str:
        return self.value


class Person(models.Model):
    """A customer: somebody who writes to the house. A merged one stays and points to who he is.

    `roles` are his parts in the organisation; `named_by` is set once a person of the house gave the name.
    """

    name = models.TextField(blank=True, default="")
    sort_name = models.TextField(blank=True, default="", db_default="")
    language = models.CharField(max_length=8, blank=True, default="")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="persons")
    roles = ArrayField(models.TextField(), default=list, db_default=[])
    properties = models.JSONField(default=dict, db_default={})
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    named_by = OptionalActorField()
    met_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_person"
        indexes = [models.Index(fields=["sort_name", "id"], name="person_by_name", condition=Q(merged_into=None))]

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """A name under which a person is reached. `realm` is the adapter's word, empty for phone and mail."""

    kind = models.TextField()
    realm = models.TextField(default="", blank=True)
    value = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    met_at = models.DateTimeField()

    class Meta:
        db_table = "people_address"
        constraints = [models.UniqueConstraint(fields=["kind", "realm", "value"], name="one_person_per_address")]


class Merge(models.Model):
    """Two of a kind (`person`, `organisation`) turned out to be one. `moved` lists what went over, to bring it back."""

    kind = models.TextField()
    gone = models.BigIntegerField()
    into = models.BigIntegerField()
    moved = models.JSONField(default=dict)
    by = ActorField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = OptionalActorField()

    class Meta:
        db_table = "people_merge"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "gone"], condition=Q(undone_at__isnull=True), name="one_standing_merge"
            )
        ]


class Distinction(models.Model):
    """Two of a kind were looked at and are not the same; `one` has the lesser key. They are suggested no more."""

    kind = models.TextField()
    one = models.BigIntegerField()
    other = models.BigIntegerField()
    by = ActorField()
    at = models.DateTimeField()

    class Meta:
        db_table = "people_distinction"
        constraints = [models.UniqueConstraint(fields=["kind", "one", "other"], name="one_distinction_per_pair")]
