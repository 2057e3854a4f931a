"""Is the number alive: what Graph says about it, and whether its webhooks reach us at all."""

from django.utils.translation import gettext as _

from recado.desk.channels import reasons
from recado.desk.channels.port import Account, Json, Probe, Refused, Unreachable
from recado.desk.channels.whatsapp import advice, graph
from recado.desk.channels.whatsapp.picking import text, thing, things, word

_UNSUBSCRIBED, _BLOCKED = (reasons.SAID[code] for code in ("not-subscribed", "number-blocked"))
_FIELDS = (
    "display_phone_number,verified_name,quality_rating,status,name_status,"
    "whatsapp_business_manager_messaging_limit,health_status"
)


def probe(account: Account) -> Probe:
    """Ask Graph about the number and the subscription of its business account; trouble is an answer, not an error."""
    try:
        number = graph.call(account, "GET", graph.number_id(account), params={"fields": _FIELDS})
        business = str(account.settings.get("business_account_id", ""))
        subscribed = graph.call(account, "GET", business, "subscribed_apps")
    except (Refused, Unreachable) as trouble:
        says, do, *detail = advice.explain(trouble.code, trouble.detail)
        kept = reasons.kept("provider", kind="whatsapp", error=trouble.code, detail=trouble.detail)
        return Probe(ok=False, said=" ".join((says, *detail)), advice=do, reason=kept)
    return _judged(number, bool(things(subscribed.get("data"))))


def _judged(number: Json, subscribed: bool) -> Probe:
    quality, limit = word(number.get("quality_rating")), word(number.get("whatsapp_business_manager_messaging_limit"))
    shown = " · ".join(filter(None, (word(number.get("display_phone_number")), text(number.get("verified_name")))))
    kept, said, mend = _trouble(number, subscribed)
    return Probe(ok=not kept, said=said or shown, advice=mend, quality=quality, limit=limit, reason=kept)


def _trouble(number: Json, subscribed: bool) -> tuple[str, str, str]:
    """What is wrong, as it is kept and as it is said, and what mends it."""
    if not subscribed:
        return (
            reasons.kept("not-subscribed"),
            _(_UNSUBSCRIBED),
            _("Subscribe the app to the WhatsApp business account, then look again."),
        )
    health = thing(number.get("health_status"))
    if health.get("can_send_message") == "BLOCKED":
        why = " ".join(_faults(health))
        said = f"{_(_BLOCKED)} {why}".strip()
        return reasons.kept("number-blocked", detail=why), said, _("Mend what WhatsApp names.")
    return "", "", " ".join(_faults(health))


def _faults(health: Json) -> list[str]:
    errors = [
        thing(error) for entity in things(health.get("entities")) for error in things(thing(entity).get("errors"))
    ]
    told = (text(error.get("error_description")) or text(error.get("possible_solution")) for error in errors)
    return list(dict.fromkeys(filter(None, told)))
