"""Which templates the provider has for us, and which values each of them wants."""

import re
from collections.abc import Iterator

from recado.desk.channels.port import Account, Json, ProviderTemplate
from recado.desk.channels.whatsapp import graph
from recado.desk.channels.whatsapp.picking import text, thing, things, word

_FIELDS = "id,name,language,status,category,components,parameter_format"
_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_MEDIA = {"IMAGE", "VIDEO", "DOCUMENT"}
_PAGES = 100


def templates(account: Account) -> list[ProviderTemplate]:
    """All templates of the business account, whatever their state. Raises Refused or Unreachable."""
    return [_template(row) for row in _rows(account) if word(row.get("name"))]


def _rows(account: Account) -> Iterator[Json]:
    business = str(account.settings.get("business_account_id", ""))
    asked: Json = {"fields": _FIELDS, "limit": 200}
    for _ in range(_PAGES):
        page = graph.call(account, "GET", business, "message_templates", params=asked)
        yield from (thing(row) for row in things(page.get("data")))
        paging = thing(page.get("paging"))
        after = word(thing(paging.get("cursors")).get("after"))
        if not after or not paging.get("next") or after == asked.get("after"):
            return
        asked = asked | {"after": after}


def _template(row: Json) -> ProviderTemplate:
    components = [part for part in things(row.get("components")) if isinstance(part, dict)]
    wanted = [(place, name) for part in components for place, name in _wanted(part)]
    named = str(row.get("parameter_format", "")).upper() == "NAMED" or any(not name.isdigit() for _, name in wanted)
    return ProviderTemplate(
        name=word(row.get("name")) or "",
        language=word(row.get("language")) or "",
        state=(word(row.get("status")) or "").upper(),
        category=(word(row.get("category")) or "").upper(),
        body=next((text(part.get("text")) or "" for part in components if _kind(part) == "BODY"), ""),
        placeholders=len(wanted),
        named=tuple(name for _, name in wanted) if named and wanted else None,
        components=components,
        places=tuple(place for place, _ in wanted),
    )


def _wanted(part: Json) -> Iterator[tuple[str, str]]:
    """Place and name of each value that a component wants, in order."""
    match _kind(part), str(part.get("format", "TEXT")).upper():
        case "HEADER", media if media in _MEDIA:
            yield f"header:{media.lower()}", "1"
        case ("HEADER" | "BODY") as where, _:
            yield from ((where.lower(), name) for name in placeholders(text(part.get("text")) or ""))
        case "BUTTONS", _:
            for index, button in enumerate(map(thing, things(part.get("buttons")))):
                yield from ((f"button:{index}", name) for name in placeholders(text(button.get("url")) or ""))


def _kind(part: Json) -> str:
    return str(part.get("type", "")).upper()


def placeholders(body: str) -> list[str]:
    """The names in ``{{…}}``, each once: numbers in their order, words as they come."""
    names = list(dict.fromkeys(_PLACEHOLDER.findall(body)))
    return sorted(names, key=int) if all(name.isdecimal() for name in names) else names
