"""What Meta decided about our templates, numbers and account."""

from recado.desk.channels.port import AccountNotice, Json, TemplateNotice
from recado.desk.channels.whatsapp.picking import instant, kept, text, thing, word
from recado.desk.channels.whatsapp.walking import Change

TEMPLATE_FIELDS = {
    "message_template_status_update",
    "message_template_quality_update",
    "message_template_components_update",
    "template_category_update",
}
ACCOUNT_FIELDS = {
    "account_alerts": "account_alert",
    "account_review_update": "account_review",
    "account_settings_update": "account_settings",
    "account_update": "account",
    "automatic_events": "automatic_event",
    "business_capability_update": "capability",
    "business_status_update": "business_status",
    "flows": "flow",
    "partner_solutions": "partner_solution",
    "payment_configuration_update": "payment",
    "phone_number_name_update": "number_name",
    "phone_number_quality_update": "number_quality",
    "security": "security",
}
_TEMPLATE_KEYS = (
    "event",
    "reason",
    "new_category",
    "new_quality_score",
    "message_template_name",
    "message_template_language",
    "message_template_category",
)


def read_template(change: Change) -> TemplateNotice:
    """A new state, quality, category or body of a template; `state` in Meta's word, upper case."""
    value = change.value
    reason = text(value.get("reason")) or text(thing(value.get("rejection_info")).get("reason"))
    state, quality = word(value.get("event")), word(value.get("new_quality_score"))
    return TemplateNotice(
        name=word(value.get("message_template_name")) or word(value.get("name")),
        language=word(value.get("message_template_language")) or word(value.get("language")),
        state=state.upper() if state else None,
        reason=None if reason == "NONE" else reason,
        category=word(value.get("new_category")) or word(value.get("message_template_category")),
        at=change.at,
        more=kept(value, *_TEMPLATE_KEYS) | ({"quality": quality} if quality else {}),
    )


def read_account(change: Change) -> AccountNotice:
    """An account notice: `what` is the event itself for the account, else what it is about."""
    what, value = ACCOUNT_FIELDS[change.field], change.value
    if change.field == "account_update":
        what = (word(value.get("event")) or what).lower()
    at = instant(value.get("timestamp")) or change.at
    return AccountNotice(what, change.to, at, more=kept(value, "metadata", "messaging_product"))


def read_group(group: Json, change: Change) -> AccountNotice:
    """A group was made, changed, joined or left."""
    what = (word(group.get("type")) or change.field or "group").lower()
    at = instant(group.get("timestamp")) or change.at
    return AccountNotice(what, change.to, at, word(group.get("group_id")), more=kept(group, "type", "timestamp"))
