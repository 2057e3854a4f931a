"""Does a channel work? Ask its provider, and remember the answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.channels import reasons, registry, wording_reasons
from recado.desk.channels.events import ChannelStateChanged
from recado.desk.channels.models import Channel, ChannelState
from recado.desk.channels.pausing import FOR_EVER
from recado.desk.channels.port import Ambiguous, Probe, Refused, Unreachable
from recado.desk.core.actors import HOUSE, Actor
from recado.desk.core.sealing import WrongKey
from recado.desk.core.time import now
from recado.desk.journal import telling


def probe(channel: Channel, *, by: Actor = HOUSE) -> Probe:
    """What the provider says of the channel now. The call is made outside any transaction."""
    found = _ask(channel)
    _remember(channel, found, by)
    return found


def _ask(channel: Channel) -> Probe:
    adapter = registry.adapter(channel.kind)
    try:
        return adapter.probe(registry.account(channel))
    except WrongKey:
        kept = reasons.kept("wrong-key")
        mend = _("Restore RECADO_KEY or the file `key` of the house.")
        return Probe(ok=False, said=wording_reasons.said(kept), advice=mend, reason=kept)
    except (Refused, Unreachable) as wrong:
        said = adapter.explain_error(wrong.code, wrong.detail)
        kept = reasons.kept("provider", kind=channel.kind, error=wrong.code, detail=wrong.detail)
        return Probe(ok=False, said=said[0] if said else str(wrong), advice=" ".join(said[1:]), reason=kept)
    except Ambiguous as wrong:
        return Probe(ok=False, said=str(wrong), advice=_("Try again."))


@transaction.atomic
def _remember(channel: Channel, found: Probe, by: Actor) -> None:
    kept = Channel.objects.select_for_update().get(pk=channel.pk)
    state = ChannelState.WORKING if found.ok else ChannelState.FAILING
    changed = kept.state != state
    kept.state, kept.state_reason, kept.state_at = state, "" if found.ok else found.reason or found.said, now()
    kept.quality, kept.sending_limit = found.quality or kept.quality, found.limit or kept.sending_limit
    kept.paused_until = None if found.ok and kept.paused_until != FOR_EVER else kept.paused_until
    kept.save(update_fields=["state", "state_reason", "state_at", "quality", "sending_limit", "paused_until"])
    if changed:
        telling.record(
            ChannelStateChanged(
                at=kept.state_at, by=by, channel=kept.pk, called=kept.name, state=state.value, reason=kept.state_reason
            )
        )
