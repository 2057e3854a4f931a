"""Accounts of providers, what they delivered, and the templates they approved."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from recado.desk.staff.models import Team


class ChannelState(models.TextChoices):
    """Whether words travel: `new` until a first probe or delivery."""

    NEW = "new"
    WORKING = "working"
    FAILING = "failing"
    STOPPED = "stopped"


class Channel(models.Model):
    """One account of one provider. `number_id` is the provider's id of our number; `secrets` are sealed."""

    key = models.SlugField(unique=True)
    kind = models.TextField()
    name = models.TextField()
    address = models.TextField(blank=True, default="")
    role = models.TextField(blank=True, default="")
    number_id = models.TextField(blank=True, default="")
    settings = models.JSONField(default=dict)
    secrets = models.TextField(blank=True, default="")
    secret_print = models.CharField(max_length=32, blank=True, default="")
    state = models.TextField(choices=ChannelState, default=ChannelState.NEW)
    state_reason = models.TextField(blank=True, default="")
    state_at = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)
    paced_to = models.DateTimeField(null=True)
    quality = models.TextField(blank=True, default="")
    sending_limit = models.TextField(blank=True, default="")
    teams = models.ManyToManyField(Team, through="ChannelTeam", related_name="channels")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "channels_channel"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "secret_print", "number_id"], condition=~Q(number_id=""), name="one_channel_per_number"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ChannelTeam(models.Model):
    """Whose channel it is; the first team takes its new cases."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    place = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "channels_channel_team"
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["channel", "team"], name="one_place_per_team")]


class DeliveryState(models.TextChoices):
    """`quarantined`: the whole, or at least one fact of it, waits for a person; `aside`: understood, and kept from
    the cases on purpose (C5)."""

    PENDING = "pending"
    READ = "read"
    QUARANTINED = "quarantined"
    ASIDE = "aside"


class Delivery(models.Model):
    """What a provider posted, kept raw before it is understood. `lane` keeps one sender's words in order."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT)
    lane = models.SmallIntegerField()
    body = models.BinaryField()
    received_at = models.DateTimeField()
    state = models.TextField(choices=DeliveryState, default=DeliveryState.PENDING, db_default=DeliveryState.PENDING)
    reason = models.TextField(blank=True, default="", db_default="")
    replayed = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "channels_delivery"
        indexes = [
            models.Index(fields=["lane", "id"], name="delivery_waiting", condition=Q(state="pending")),
            models.Index(fields=["id"], name="delivery_quarantined", condition=Q(state="quarantined")),
            models.Index(fields=["id"], name="delivery_aside", condition=Q(state="aside")),
            models.Index(fields=["channel", "id"], name="delivery_of_channel"),
            BrinIndex(fields=["received_at"], name="delivery_by_time"),
        ]


class Fault(models.Model):
    """One fact of a delivery that could not be filed, by its place in the delivery."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="faults")
    place = models.IntegerField()
    why = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "channels_fault"
        constraints = [models.UniqueConstraint(fields=["delivery", "place"], name="one_fault_per_fact")]


class Template(models.Model):
    """A text the provider approved, as it lists it. `placeholders` counts its values, `places` says where each goes."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="templates")
    name = models.TextField()
    language = models.TextField()
    state = models.TextField()
    category = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")
    placeholders = models.SmallIntegerField(default=0)
    named = models.JSONField(null=True)
    places = models.JSONField(default=list)
    components = models.JSONField(default=list)
    listed_at = models.DateTimeField()

    class Meta:
        db_table = "channels_template"
        constraints = [
            models.UniqueConstraint(fields=["channel", "name", "language"], name="one_template_per_language")
        ]
