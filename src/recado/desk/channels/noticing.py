"""What a provider tells about numbers, accounts and templates, kept where it is needed and told."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.channels import port
from recado.desk.channels.events import ChannelNoticed, TemplateJudged
from recado.desk.channels.models import Channel, Template
from recado.desk.core import bulk
from recado.desk.core.text import storable
from recado.desk.journal import telling


def notice(told: Sequence[tuple[Channel, port.Fact]], *, at: datetime) -> None:
    """Keep each notice in the journal; a template's state and category are kept on it as well."""
    notices = [(channel, fact) for channel, fact in told if isinstance(fact, port.AccountNotice)]
    events = [_notice(channel, fact, at) for channel, fact in notices if fact.what != port.MAIL_OFFERED]
    judged = [_judge(channel, fact, at) for channel, fact in told if isinstance(fact, port.TemplateNotice)]
    telling.record(*events, *judged)


def _notice(channel: Channel, fact: port.AccountNotice, at: datetime) -> ChannelNoticed:
    more = ", ".join(f"{name}: {value}" for name, value in fact.more.items() if isinstance(value, str | int | float))
    quality = fact.more.get("quality")
    if isinstance(quality, str):
        bulk.update(Channel, [{"id": channel.pk, "quality": quality}])
    return ChannelNoticed(
        at=at, channel=channel.pk, called=channel.name, what=storable(fact.what), more=storable(more)[:500]
    )


def _judge(channel: Channel, fact: port.TemplateNotice, at: datetime) -> TemplateJudged:
    """Templates belong to the account: every number of it has the same."""
    business = channel.settings.get("business_account_id")
    of_account = Channel.objects.filter(kind=channel.kind, settings__business_account_id=business)
    known = Template.objects.filter(channel__in=of_account, name=fact.name or "", language=fact.language or "")
    changed = {"state": fact.state, "category": fact.category, "reason": fact.reason}
    given = {name: storable(value) for name, value in changed.items() if value is not None}
    if given:
        bulk.update(Template, [{"id": template.pk, **given, "listed_at": at} for template in known])
    return TemplateJudged(
        at=at,
        channel=channel.pk,
        template=storable(fact.name or ""),
        language=fact.language or "",
        state=(fact.state or fact.category or "").lower(),
        reason=storable(fact.reason or ""),
    )
