"""Bytes kept once, named by their hash."""

from django.db import models


class Blob(models.Model):
    """A body of bytes. `sha256` is hex; the bytes lie in the house's files under it."""

    sha256 = models.CharField(max_length=64, unique=True)
    bytes = models.BigIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "files_blob"
