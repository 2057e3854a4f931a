"""Persons and the addresses they write from."""

from django.db import models


class Person(models.Model):
    """A customer: somebody who writes to the house."""

    name = models.TextField(blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    met_at = models.DateTimeField()

    class Meta:
        db_table = "people_person"

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
