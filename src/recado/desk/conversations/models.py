"""Threads, the messages in them, and what became of each."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from recado.desk.channels.models import Channel
from recado.desk.core.actors import ActorField, OptionalActorField
from recado.desk.files.models import Blob
from recado.desk.people.models import Address, Person
from recado.desk.staff.models import Agent


class ThreadKind(models.TextChoices):
    """`mail`: one mail conversation, of which a person may have many; `person` is whose case it is."""

    PERSON = "person"
    GROUP = "group"
    MAIL = "mail"


class Thread(models.Model):
    """One line of talk on one channel. `phone` is the number as it wrote, to which answers go.

    `last_inbound_at` is the provider's time of the customer's newest word: the 24-hour window counts from it.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT)
    kind = models.TextField(choices=ThreadKind, default=ThreadKind.PERSON)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)
    phone = models.TextField(blank=True, default="")
    stable = models.TextField(blank=True, default="")
    group = models.TextField(blank=True, default="")
    subject = models.TextField(blank=True, default="")
    last_inbound_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField(null=True)
    paced_to = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "conversations_thread"
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "person"], condition=Q(kind="person"), name="one_thread_per_person"
            ),
            models.UniqueConstraint(
                fields=["channel", "group"], condition=Q(kind="group"), name="one_thread_per_group"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("person", "mail"), person__isnull=False) | (Q(kind="group") & ~Q(group="")),
                name="thread_is_with_person_or_group",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-last_message_at"], name="thread_of_person"),
            models.Index(fields=["-last_message_at", "-id"], name="group_by_last_word", condition=Q(kind="group")),
        ]

    @property
    def reached(self) -> str:
        """Where answers go, as people read it: a number, or an address of mail; a group has neither."""
        if self.kind == ThreadKind.GROUP:
            return ""
        return self.phone or (self.stable if self.kind == ThreadKind.MAIL else "")


class Direction(models.TextChoices):
    IN = "in"
    OUT = "out"
    NOTE = "note"


class DeliveryRung(models.TextChoices):
    """How far a message of ours came; a ladder that never goes down."""

    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"


class Message(models.Model):
    """Something said once. `at` is the provider's time, `kept_at` ours; `more` holds what only some types have.

    `leaves_at` is until when its writer may take it back; none where it leaves at once.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT)
    direction = models.CharField(max_length=4, choices=Direction)
    author = ActorField()
    sender = models.ForeignKey(Address, null=True, on_delete=models.PROTECT)
    provider_id = models.TextField(null=True)
    client_id = models.TextField(null=True)
    type = models.TextField(default="text")
    text = models.TextField(blank=True, default="")
    location = models.JSONField(null=True)
    contacts = models.JSONField(null=True)
    reply_to = models.TextField(null=True)
    template = models.JSONField(null=True)
    more = models.JSONField(default=dict)
    at = models.DateTimeField()
    kept_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    rung = models.TextField(choices=DeliveryRung, null=True)
    rung_at = models.DateTimeField(null=True)
    failure = models.JSONField(null=True)
    tries = models.SmallIntegerField(default=0, db_default=0)
    leaves_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "conversations_message"
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "provider_id"],
                condition=Q(provider_id__isnull=False),
                name="one_message_per_provider_id",
            ),
            # A mail to two of our mailboxes is one message, whichever of them brings it first (EM2).
            models.UniqueConstraint(
                fields=["provider_id"], condition=Q(provider_id__startswith="mail:"), name="one_message_per_mail"
            ),
            models.UniqueConstraint(
                fields=["thread", "client_id"], condition=Q(client_id__isnull=False), name="one_message_per_client_id"
            ),
            models.CheckConstraint(
                condition=(Q(direction="out") & Q(rung__isnull=False)) | (~Q(direction="out") & Q(rung__isnull=True)),
                name="only_outgoing_messages_travel",
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "-at", "-id"], name="message_of_thread"),
            models.Index(fields=["thread", "id"], name="message_to_leave", condition=Q(rung__in=["queued", "sending"])),
        ]


class Attachment(models.Model):
    """A file on a message, or one uploaded and waiting for its message. `source` is the provider's word for it."""

    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="attachments")
    place = models.SmallIntegerField(default=0)
    name = models.TextField(blank=True, default="")
    mime = models.TextField(blank=True, default="")
    voice = models.BooleanField(default=False)
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT)
    source = models.JSONField(null=True)
    refusal = models.TextField(blank=True, default="")
    by = OptionalActorField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "conversations_attachment"


class Reaction(models.Model):
    """An emoji on a message, one per author."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    author = ActorField()
    emoji = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "conversations_reaction"
        constraints = [models.UniqueConstraint(fields=["message", "author"], name="one_reaction_per_author")]


class Version(models.Model):
    """What a message said before it was edited."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    until = models.DateTimeField()

    class Meta:
        db_table = "conversations_version"


class Parked(models.Model):
    """A receipt, reaction, edit or revocation that came before its message; applied when that is stored."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE)
    target = models.TextField()
    fact = models.JSONField()
    delivery = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "conversations_parked"
        indexes = [models.Index(fields=["channel", "target"], name="parked_by_target")]


class Draft(models.Model):
    """What an agent writes in a thread, last on `device`, a word that each open page chooses for itself.

    `html` holds the same words rich, as `rich_words` has them; empty where they are plain. `earlier` keeps what
    another device wrote at the same time: ``[{"text", "html", "at"}]``. A mail that shall begin a conversation has no
    thread yet: it is a draft to a `person`. `head` keeps what stands above a mail's words, each field with its values;
    of an answer only what is not as it would be by itself.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="drafts")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="drafts", null=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts", null=True)
    head = models.JSONField(default=dict, db_default={})
    is_note = models.BooleanField(default=False)
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="", db_default="")
    reply_to = models.TextField(null=True)
    attachments = ArrayField(models.BigIntegerField(), default=list)
    version = models.IntegerField(default=1)
    earlier = models.JSONField(default=list)
    device = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "conversations_draft"
        constraints = [
            models.UniqueConstraint(fields=["agent", "thread", "is_note"], name="one_draft_per_agent_and_thread"),
            models.UniqueConstraint(
                fields=["agent", "person"], name="one_first_draft_per_agent_and_person", condition=Q(thread=None)
            ),
            models.CheckConstraint(
                condition=Q(thread=None, person__isnull=False) | Q(thread__isnull=False, person=None),
                name="draft_of_a_thread_or_to_a_person",
            ),
        ]
