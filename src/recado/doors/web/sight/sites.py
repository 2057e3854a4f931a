"""What does the page of a web chat show? The line to embed, where it may stand, how it looks, its forms."""

from typing import Any

from django.conf import settings as house
from django.http import HttpRequest
from django.utils.translation import gettext as _

from recado.desk.channels import embedding
from recado.desk.channels.models import Channel
from recado.desk.channels.site import looks
from recado.desk.channels.site.looks import Looks
from recado.desk.core import sealing

NAMES = {"es": "Español", "en": "English", "ru": "Русский", "pt": "Português"}
EXAMPLE = """import base64, hashlib, hmac, json, time

def part(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")

def identity(email, name, secret):
    head = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    body = part(json.dumps({"email": email, "name": name, "exp": int(time.time()) + 300}).encode())
    signed = hmac.digest(secret.encode(), f"{head}.{body}".encode(), "sha256")
    return f"{head}.{body}.{part(signed)}"
"""


def context(request: HttpRequest, found: Channel) -> dict[str, Any]:
    """All that the page needs beyond what every channel's page has."""
    base = house.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    site, address = Looks.of(found.settings), f"{base}/site/{found.key}"
    return {
        "site": site,
        "origins": "\n".join(site.origins),
        "embed": f'<script src="{address}/widget.js" async></script>',
        "try_address": f"/site/{found.key}/try",
        "site_languages": [(key, name, key in site.languages) for key, name in NAMES.items()],
        "titles": texts(site.title, site.languages),
        "greetings": texts(site.greeting, site.languages),
        "themes": [(key, word, key == site.theme) for key, word in _themes().items()],
        "ways": [(kind, word, site.ways.get(kind, "")) for kind, word in _ways().items()],
        "identity": _identity(found),
        "example": EXAMPLE,
        "forms": [_form(form, address, site) for form in site.forms],
        "form_fields": [(key, word) for key, word in _fields().items()],
    }


def texts(said: dict[str, str], languages: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """A text in each language of the site: key, the language's own name, what stands there."""
    return [(key, NAMES[key], said.get(key, "")) for key in languages]


def _form(form: looks.Form, address: str, site: Looks) -> dict[str, Any]:
    words = _fields()
    return {
        "form": form,
        "address": f"{address}/forms/{form.name}",
        "titles": texts(form.title, site.languages),
        "intros": texts(form.intro, site.languages),
        "thanks": texts(form.thanks, site.languages),
        "fields": [
            (key, words[key], key in form.fields, key in form.required, key in looks.NEEDED) for key in looks.FIELDS
        ],
    }


def _identity(found: Channel) -> str:
    try:
        return embedding.identity_secret(found)
    except sealing.WrongKey:
        return ""


def _themes() -> dict[str, str]:
    return {"auto": _("as the visitor's device"), "light": _("light"), "dark": _("dark")}


def _ways() -> dict[str, str]:
    return {
        "whatsapp": _("WhatsApp number"),
        "telegram": _("Telegram name"),
        "email": _("E-mail address"),
        "form": _("Name of a form"),
    }


def _fields() -> dict[str, str]:
    return {
        "name": _("Name of the writer"),
        "email": _("E-mail"),
        "subject": _("Subject"),
        "message": _("Message"),
        "file": _("File"),
    }
