"""Draw a row of the list once, and give the same again as long as it looks the same: most of a list does not change."""

from collections.abc import Hashable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from recado.doors.web.sight.rows import Row

MOST = 8192
register = template.Library()
_drawn: dict[tuple[Hashable, ...], SafeString] = {}


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, row: Row) -> SafeString:
    """The row as `web/inbox/row.html` draws it for this view, language and zone."""
    listing: Any = context["listing"]
    is_open = row.case.pk == context.get("open_number")
    shape = (listing.view.key, listing.shows_teams, is_open)
    key = (*shape, translation.get_language(), timezone.get_current_timezone_name(), *row.likeness)
    if (found := _drawn.get(key)) is None:
        if len(_drawn) >= MOST:
            _drawn.clear()
        fields = {"row": row, "view": listing.view.key, "shows_teams": listing.shows_teams, "is_open": is_open}
        _drawn[key] = found = render_to_string("web/inbox/row.html", fields)
    return found
