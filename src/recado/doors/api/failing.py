"""Why is a message not where it should be? In words, with what to do about it (WA7)."""

from django.utils.translation import gettext as _

from recado.desk.channels import registry
from recado.desk.conversations.models import DeliveryRung, Message


def reason(message: Message) -> str | None:
    """None where all is well. `message` with its channel."""
    if message.rung == DeliveryRung.UNKNOWN:
        return _("Nobody knows whether it left: the line broke while it was being sent.")
    if not message.failure:
        return None
    code, detail = str(message.failure.get("code", "")), str(message.failure.get("detail", ""))
    return " ".join(registry.adapter(message.channel.kind).explain_error(code, detail)) or code
