"""What does this body of POST /messages ask for, and is it well-formed?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from recado.twins.whatsapp.complaints import Complaint
from recado.twins.whatsapp.people import BSUID
from recado.twins.whatsapp.world import Json

MEDIA = ("image", "video", "audio", "document", "sticker")
CAPTIONED = ("image", "video", "document")
INTERACTIVE = (
    "button",
    "list",
    "cta_url",
    "flow",
    "location_request_message",
    "address_message",
    "product",
    "product_list",
    "catalog_message",
    "voice_call",
    "carousel",
    "contact_request",
)


@dataclass(frozen=True, slots=True)
class Order:
    """One message to send: `to` or `recipient` says to whom, `content` is the object named by `type`."""

    to: str | None
    recipient: str | None
    type: str
    content: Json
    context: str | None
    opaque: str | None


def read(body: Any) -> Order:
    """The order in this body; Complaint 100, 131008 or 131009 says what is wrong with it."""
    if not isinstance(body, dict) or body.get("messaging_product") != "whatsapp":
        raise Complaint(100, "The parameter messaging_product is required.")
    if body.get("recipient_type", "individual") != "individual":
        raise Complaint(100, "Groups need an Official Business Account.")
    to, recipient = _text(body, "to"), _text(body, "recipient")
    if not to and not recipient:
        raise Complaint(100, "The parameter to is required.")
    if not to and not BSUID.fullmatch(recipient or ""):
        raise Complaint(131009, "recipient is not a valid business-scoped user ID.")
    kind = _text(body, "type") or "text"
    return Order(to, recipient, kind, _content(body, kind), _context(body), _opaque(body))


def _content(body: Json, kind: str) -> Json:
    if kind not in CHECKS:
        raise Complaint(100, f"Param type must be one of {{{', '.join(CHECKS)}}} - got {kind!r}.")
    content = body.get(kind)
    if kind == "contacts" and isinstance(content, list):
        content = {"contacts": content}
    if not isinstance(content, dict):
        raise Complaint(131008, f"Parameter {kind!r} is mandatory for type {kind!r}.")
    CHECKS[kind](kind, content)
    return content


def _text(body: Json, key: str) -> str | None:
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise Complaint(100, f"Param {key} must be a string.")
    return value


def _context(body: Json) -> str | None:
    context = body.get("context")
    if context is None:
        return None
    if not isinstance(context, dict) or not isinstance(context.get("message_id"), str):
        raise Complaint(131009, "context.message_id must be a message id.")
    return str(context["message_id"])


def _opaque(body: Json) -> str | None:
    opaque = _text(body, "biz_opaque_callback_data")
    if opaque is not None and len(opaque) > 512:
        raise Complaint(100, "Param biz_opaque_callback_data must be at most 512 characters long.")
    return opaque


def _limited(value: Any, name: str, most: int) -> None:
    if not isinstance(value, str) or not value:
        raise Complaint(131008, f"Parameter {name} is mandatory.")
    if len(value) > most:
        raise Complaint(100, f"Param {name} must be at most {most} characters long.")


def _check_text(kind: str, content: Json) -> None:
    _limited(content.get("body"), "text['body']", 4096)


def _check_media(kind: str, content: Json) -> None:
    if bool(content.get("id")) == bool(content.get("link")):
        raise Complaint(100, f"Exactly one of {kind}['id'] and {kind}['link'] is required.")
    if content.get("caption") is not None:
        if kind not in CAPTIONED:
            raise Complaint(100, f'Unexpected key "caption" on param {kind!r}.')
        _limited(content["caption"], f"{kind}['caption']", 1024)


def _check_location(kind: str, content: Json) -> None:
    for key in ("latitude", "longitude"):
        if not isinstance(content.get(key), int | float | str):
            raise Complaint(131008, f"Parameter location['{key}'] is mandatory.")


def _check_contacts(kind: str, content: Json) -> None:
    for contact in content.get("contacts", []):
        if not contact.get("name", {}).get("formatted_name"):
            raise Complaint(131008, "Parameter contacts[]['name']['formatted_name'] is mandatory.")


def _check_reaction(kind: str, content: Json) -> None:
    if not isinstance(content.get("message_id"), str) or not isinstance(content.get("emoji"), str):
        raise Complaint(131008, "Parameters reaction['message_id'] and reaction['emoji'] are mandatory.")


def _check_template(kind: str, content: Json) -> None:
    if not content.get("name") or not (content.get("language") or {}).get("code"):
        raise Complaint(131008, "Parameters template['name'] and template['language']['code'] are mandatory.")


def _check_interactive(kind: str, content: Json) -> None:
    shape, action = content.get("type"), content.get("action")
    if shape not in INTERACTIVE or not isinstance(action, dict):
        raise Complaint(131009, "interactive['type'] or interactive['action'] is not valid.")
    if shape in ("button", "list"):
        most = 1024 if shape == "button" else 4096
        _limited((content.get("body") or {}).get("text"), "interactive['body']['text']", most)
    if shape == "button" and not 1 <= len(action.get("buttons", [])) <= 3:
        raise Complaint(131009, "interactive['action']['buttons'] must hold 1 to 3 buttons.")
    sections = action.get("sections", []) if shape == "list" else [{"rows": [{}]}]
    if not 1 <= sum(len(section.get("rows", [])) for section in sections) <= 10:
        raise Complaint(131009, "interactive['action']['sections'] must hold 1 to 10 rows.")


CHECKS: dict[str, Callable[[str, Json], None]] = {
    "text": _check_text,
    **dict.fromkeys(MEDIA, _check_media),
    "location": _check_location,
    "contacts": _check_contacts,
    "reaction": _check_reaction,
    "interactive": _check_interactive,
    "template": _check_template,
}
