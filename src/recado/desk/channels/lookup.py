"""Which channel does a number belong to, and whose teams have it?"""

from dataclasses import dataclass

from recado.desk.channels.models import Channel, ChannelTeam


@dataclass(frozen=True)
class House:
    """Every channel by its key number, and its teams in their order."""

    channels: dict[int, Channel]
    teams: dict[int, tuple[int, ...]]

    def channel_of(self, hook: Channel, number_id: str | None) -> Channel | None:
        """The channel a fact is for: by the provider's number id among those with the hook's app secret.

        Facts that name no number are the hook's own; a number that nobody added belongs to none.
        """
        if not number_id or number_id == hook.number_id:
            return hook
        return next(
            (
                channel
                for channel in self.channels.values()
                if channel.number_id == number_id
                and channel.kind == hook.kind
                and channel.secret_print == hook.secret_print
            ),
            None,
        )


def teams_of(channel: int) -> tuple[int, ...]:
    """The teams of one channel in their order: the first takes its new cases."""
    placed = ChannelTeam.objects.filter(channel=channel).order_by("place", "pk")
    return tuple(placed.values_list("team", flat=True))


def house() -> House:
    """The channels as they are now; two statements."""
    channels = {channel.pk: channel for channel in Channel.objects.order_by("pk")}
    teams: dict[int, tuple[int, ...]] = {}
    for channel, team in ChannelTeam.objects.order_by("place", "pk").values_list("channel", "team"):
        teams[channel] = (*teams.get(channel, ()), team)
    return House(channels, teams)
