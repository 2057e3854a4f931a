"""What only a mail has, beside its message; and who takes part in a mail conversation."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from recado.desk.conversations.models import Message, Thread
from recado.desk.files.models import Blob
from recado.desk.people.models import Address


class Mail(models.Model):
    """The mail that a message is. `mail_id` is its Message-ID; such ids stand without brackets, people as
    ``{"name", "address"}``.

    The message's `text` is what was written now, `quoted` what the page folds away, `html` the whole, safe to show.
    `kind` and `automatic` say what sort of mail it is and why a machine is thought to have written it (empty: a
    person); `answerable`: whether this mail alone allows an automatic answer. `delivery` holds the raw bytes of what
    came in, `raw` those of what was sent. `token` is the address of ours that named the conversation.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="mail")
    mail_id = models.TextField(blank=True, default="")
    in_reply_to = models.TextField(blank=True, default="")
    references = ArrayField(models.TextField(), default=list)
    subject = models.TextField(blank=True, default="")
    writer = models.JSONField(default=dict)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)
    reply_to = models.JSONField(default=list)
    html = models.TextField(blank=True, default="")
    quoted = models.TextField(blank=True, default="")
    signature = models.TextField(blank=True, default="")
    kind = models.TextField(blank=True, default="message")
    automatic = models.TextField(blank=True, default="")
    answerable = models.BooleanField(default=True)
    language = models.CharField(max_length=8, blank=True, default="")
    raw = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT)
    delivery = models.BigIntegerField(null=True)
    headers = models.JSONField(default=dict)
    token = models.TextField(blank=True, default="")

    class Meta:
        db_table = "conversations_mail"
        indexes = [models.Index(fields=["mail_id"], name="mail_by_mail_id")]


class ParticipantRole(models.TextChoices):
    """`writes`: has written here; `copied`: was copied; `member`: was added by the house."""

    WRITES = "writes"
    COPIED = "copied"
    MEMBER = "member"


class Participant(models.Model):
    """Somebody who takes part in a mail conversation. `unverified`: came into it from outside, nobody had named him."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="participants")
    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="+")
    role = models.TextField(choices=ParticipantRole)
    unverified = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        db_table = "conversations_participant"
        constraints = [
            models.UniqueConstraint(fields=["thread", "address"], name="an_address_takes_part_once"),
        ]
