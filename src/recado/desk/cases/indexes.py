"""By which words is each thing found? One vector of words for each message, case, person and organisation.

Lexemes are letters and digits; other signs mark what is no word: `+5678` the end of a phone, `#c7` a channel, `#t3` a
team, `#a5` an agent, `#in` a direction. No foreign keys: the rows follow what was written by some moments (`indexing`).
"""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

PENDING = 512  # kB of new rows that a search reads one by one before they are sorted into the index


def _indexes(room: str) -> list[models.Index]:
    """The newest first, and by their words."""
    newest = models.Index(fields=["-at", "-key"], name=f"{room}_words_newest")
    return [newest, GinIndex(fields=["words"], name=f"{room}_by_words", gin_pending_list_limit=PENDING)]


class Words(models.Model):
    """`key` is the thing's key, `at` when it was said, opened or met; `window` of the newest are read first."""

    window: ClassVar[int] = 1000

    key = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    words = SearchVectorField()

    class Meta:
        abstract = True


class MessageWords(Words):
    """Of a message: its text and the names of its files."""

    window = 5000

    class Meta:
        db_table = "cases_message_words"
        indexes = _indexes("message")


class CaseWords(Words):
    """Of a case: its subject and the name of its person."""

    class Meta:
        db_table = "cases_case_words"
        indexes = _indexes("case")


class PersonWords(Words):
    """Of a person: the name, the words of his addresses, every end of his numbers."""

    class Meta:
        db_table = "cases_person_words"
        indexes = _indexes("person")


class OrganisationWords(Words):
    """Of an organisation: the name and its domains."""

    class Meta:
        db_table = "cases_organisation_words"
        indexes = _indexes("organisation")


class ToIndex(models.Model):
    """Something changed and is to be read anew; PostgreSQL notes it in the very transaction of the change.

    `room` is message, case, person, organisation, or thread: all messages of that one.
    """

    room = models.TextField()
    key = models.BigIntegerField()

    class Meta:
        db_table = "cases_to_index"


class Unswept(models.Model):
    """What stood before there was an index: all keys of the room up to `below` are still to be read."""

    room = models.TextField(primary_key=True)
    below = models.BigIntegerField()

    class Meta:
        db_table = "cases_unswept"
