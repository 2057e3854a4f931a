"""Small marks for templates: icons, faces, hashed addresses, sizes, spans of time."""

import json
import re
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django import template
from django.utils.html import escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe

from recado.desk.channels import wording_reasons
from recado.doors.web import assets
from recado.doors.web.sight import wording

register = template.Library()
JOINTS = re.compile(r"[@./](?=\w)")


@register.simple_tag
def asset(path: str) -> str:
    return assets.address(path)


@register.simple_tag
def sheets() -> tuple[str, ...]:
    """For pages that have no context: something broke, or is not here."""
    return assets.styles()


@register.simple_tag
@cache
def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite; `size` is empty, `s` or `l`, a class may follow. It is silent: words stand beside it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" is-{size}" if size else "",
        assets.address("sprite.svg"),
        name,
    )


@register.filter
def size(count: int) -> str:
    return wording.size(count)


@register.filter
def span(length: timedelta) -> str:
    return wording.span(length)


@register.filter
def ago(at: datetime) -> str:
    return wording.ago(at)


@register.filter
def day(at: datetime) -> str:
    return wording.day(at)


@register.filter
def moment(at: datetime) -> str:
    return wording.moment(at)


@register.filter
def because(line: str) -> str:
    """A kept reason, in the reader's language."""
    return wording_reasons.said(line)


@register.filter(is_safe=True)
def linked(text: str) -> SafeString:
    """The text, its addresses as links that tell the other side nothing of us and open beside the desk."""
    plain = urlize(text, nofollow=True, autoescape=True)
    return mark_safe(plain.replace(' rel="nofollow"', ' target="_blank" rel="nofollow noopener noreferrer"'))


@register.filter
def parted(address: str) -> SafeString:
    """An address that breaks after its marks where it must break: `ana@`, `lumen.`, `example`."""
    return mark_safe(JOINTS.sub(r"\g<0><wbr>", escape(address)))


@register.filter
def as_removal(name: str) -> str:
    """The form that takes a property of this name away, as htmx reads it."""
    return json.dumps({"name": name, "value": ""})


@register.filter
def at(mapping: Any, key: str) -> Any:
    """What a mapping holds under a key that a template only knows at run time; empty for none."""
    return mapping.get(key, "") if mapping else ""
