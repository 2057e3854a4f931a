"""Which templates are there, and does what was sent fit the template it names?"""

import re
from typing import Any

from recado.twins.whatsapp.complaints import Complaint
from recado.twins.whatsapp.world import Account, Json, graph_id

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
UNFIT = re.compile(r"[\n\t]| {5,}")


def template(name: str, language: str, body: str, category: str = "UTILITY", **more: Any) -> Json:
    """A template as the provider lists it; named placeholders make its format NAMED. `more` adds keys."""
    named = any(not mark.isdigit() for mark in PLACEHOLDER.findall(body))
    return {
        "id": graph_id(),
        "name": name,
        "language": language,
        "status": "APPROVED",
        "category": category,
        "parameter_format": "NAMED" if named else "POSITIONAL",
        "components": [{"type": "BODY", "text": body}],
        "quality_score": {"score": "UNKNOWN"},
        **more,
    }


def stock() -> list[Json]:
    """The templates that every twin starts with."""
    return [
        template("case_news", "en", "Hello {{1}}, there is news about your case {{2}}."),
        template("case_news", "es", "Hola {{1}}, hay novedades de su caso {{2}}."),
        template("case_news", "ru", "Здравствуйте, {{1}}! Есть новости по вашему обращению {{2}}."),
        template("visit_soon", "es", "Hola {{name}}, le esperamos el {{day}} en Lumen Óptica."),
        template("spring_frames", "es", "Monturas nuevas esta semana.", "MARKETING"),
        template("old_greeting", "es", "Hola, ¿sigue ahí?", status="PAUSED"),
    ]


def find(account: Account, name: str, language: str) -> Json:
    """The template that can be sent under this name and exactly this language; Complaint 132001, 132015, 132016."""
    for known in account.templates:
        if (known["name"], known["language"]) == (name, language):
            if known["status"] in ("PAUSED", "DISABLED"):
                word = known["status"].lower()
                raise Complaint(132015 if word == "paused" else 132016, f"Template {name} ({language}) is {word}.")
            if known["status"] == "APPROVED":
                return known
    raise Complaint(132001, f"template name ({name}) does not exist in {language}")


def filled(known: Json, components: list[Json]) -> str:
    """The text of the body with the values that were sent; Complaint 132000, 132005, 132012 or 132018."""
    for part in ("header", "body"):
        text = _text(known, part)
        values = _values(known, part, components)
        marks = PLACEHOLDER.findall(text)
        if len(values) != len(set(marks)):
            raise Complaint(
                132000,
                f"{part}: number of localizable_params ({len(values)}) does not match the expected "
                f"number of params ({len(set(marks))})",
            )
    _check_header(known, components)
    body = PLACEHOLDER.sub(lambda mark: _value(values, mark[1]), text)
    if len(body) > 1024:
        raise Complaint(132005, "Translated text is too long: at most 1024 characters.")
    return body


def _text(known: Json, part: str) -> str:
    return next((str(c.get("text", "")) for c in known["components"] if c["type"] == part.upper()), "")


def _value(values: dict[str, str], mark: str) -> str:
    if mark not in values:
        raise Complaint(132012, f"Parameter name {mark} is missing.")
    return values[mark]


def _values(known: Json, part: str, components: list[Json]) -> dict[str, str]:
    """The text parameters of a part by placeholder: its name, or its place from 1."""
    found: dict[str, str] = {}
    named = known["parameter_format"] == "NAMED"
    for parameter in _parameters(part, components):
        if parameter.get("type") in ("text", "currency", "date_time"):
            key = parameter.get("parameter_name") if named else str(len(found) + 1)
            if not isinstance(key, str):
                raise Complaint(132012, f"{part}: each parameter needs a parameter_name.")
            found[key] = _readable(parameter)
    return found


def _parameters(part: str, components: list[Json]) -> list[Json]:
    return [p for c in components if str(c.get("type")).lower() == part for p in c.get("parameters", [])]


def _readable(parameter: Json) -> str:
    shape = parameter["type"]
    value = parameter.get("text") if shape == "text" else (parameter.get(shape) or {}).get("fallback_value")
    if not isinstance(value, str) or not value:
        raise Complaint(131008, "Parameter of type text is missing text value.")
    if UNFIT.search(value):
        raise Complaint(132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces.")
    return value


def _check_header(known: Json, components: list[Json]) -> None:
    """A header of a picture, film or document needs exactly that."""
    wanted = next((c.get("format", "TEXT") for c in known["components"] if c["type"] == "HEADER"), "TEXT")
    given = [p.get("type") for p in _parameters("header", components)]
    if wanted != "TEXT" and given != [wanted.lower()]:
        raise Complaint(132012, f"header: Format mismatch, expected {wanted}, received {given or 'UNKNOWN'}")
