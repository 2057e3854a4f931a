"""How is the API read by people and by their tools? The document, and a page made from it without any script."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Context, Engine
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from recado.doors.api import describing

HERE = Path(__file__).parent
CODE = re.compile(r"`+([^`]+)`+")
METHODS = ("get", "post", "put", "patch", "delete")


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """OpenAPI 3.1."""
    return JsonResponse(describing.document())


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same for reading."""
    return HttpResponse(_page())


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The page's look; it stands beside the page because no inline style is allowed."""
    return HttpResponse((HERE / "docs.css").read_text(), content_type="text/css; charset=utf-8")


@cache
def _page() -> str:
    document = describing.document()
    engine = Engine(dirs=[str(HERE)], autoescape=True)
    shapes = [_shape(name, schema) for name, schema in document["components"]["schemas"].items()]
    told = {
        "info": document["info"],
        "about": _prose(document["info"]["description"]),
        "rooms": _rooms(document),
        "shapes": shapes,
    }
    return engine.get_template("docs.html").render(Context(told))


def _rooms(document: dict[str, Any]) -> list[dict[str, Any]]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for path, operations in document["paths"].items():
        for method in METHODS:
            if operation := operations.get(method):
                rooms.setdefault(operation["tags"][0], []).append(_operation(path, method, operation))
    return [{"name": name, "operations": operations} for name, operations in rooms.items()]


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = next(iter(operation.get("requestBody", {}).get("content", {}).items()), None)
    return {
        "anchor": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": _prose(operation.get("description", "")),
        "scope": operation.get("x-scope", ""),
        "parameters": [_field(one["name"], one["schema"], one["in"]) for one in operation.get("parameters", [])],
        "body": {"kind": body[0], "type": _type(body[1]["schema"])} if body else None,
        "answers": [_answer(status, answer) for status, answer in operation["responses"].items()],
    }


def _answer(status: str, answer: dict[str, Any]) -> dict[str, Any]:
    contents: dict[str, Any] = answer.get("content", {})
    kind = next(iter(contents), "")
    schema = contents[kind].get("schema") if kind else None
    return {"status": status, "type": _type(schema) if schema else {"text": kind}}


def _shape(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    fields = [_field(field, inner) for field, inner in schema.get("properties", {}).items()]
    return {"name": name, "description": _prose(schema.get("description", "")), "fields": fields}


def _field(name: str, schema: dict[str, Any], place: str = "") -> dict[str, Any]:
    return {"name": name, "place": place, "type": _type(schema)}


def _type(schema: dict[str, Any]) -> dict[str, str]:
    """A type as text, with the shape it leads to, if any."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return {"text": name, "shape": name}
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            inner = [_type(one) for one in schema[choice]]
            return {"text": " or ".join(one["text"] for one in inner), "shape": _first_shape(inner)}
    if schema.get("type") == "array":
        inner_type = _type(schema.get("items", {}))
        return {"text": f"list of {inner_type['text']}", "shape": inner_type.get("shape", "")}
    words = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    return {"text": " | ".join(map(str, words)) or str(schema.get("type", "anything"))}


def _prose(text: str) -> SafeString:
    """The text with what stands between backticks as code."""
    return mark_safe(CODE.sub(r"<code>\1</code>", escape(text)))


def _first_shape(types: list[dict[str, str]]) -> str:
    return next((one["shape"] for one in types if one.get("shape")), "")
