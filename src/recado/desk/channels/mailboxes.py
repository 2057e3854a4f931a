"""How far each mailbox was read, and since when it is in trouble."""

from django.db import models

from recado.desk.channels.models import Channel


class Mailbox(models.Model):
    """A folder on a mail server. All up to `last_uid` was taken over, as long as the server says `uidvalidity`."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="mailboxes")
    folder = models.TextField(default="INBOX")
    uidvalidity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True, default="")
    trouble_since = models.DateTimeField(null=True)

    class Meta:
        db_table = "channels_mailbox"
        constraints = [models.UniqueConstraint(fields=["channel", "folder"], name="one_mailbox_per_folder")]
