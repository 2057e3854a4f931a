"""What can be asked here? The OpenAPI document, and which query parameters it names."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest

PREFIX = "/api/v1"
PROBLEM = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457). `type` is a word for programs; `missing` names what is still owed, "
    "`fields` what is not valid and why.",
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "missing": {"type": "array", "items": {"type": "string"}},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "The same key with the same body answers the same for 24 hours.",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}
REFUSED = {
    "description": "Refused",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1 of the whole API."""
    from recado.doors.api.door import api

    whole: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{PREFIX}/")))
    whole["components"]["schemas"]["Problem"] = PROBLEM
    for operations in whole["paths"].values():
        for method, operation in operations.items():
            operation["responses"] |= {"4XX": REFUSED}
            if method != "get":
                operation.setdefault("parameters", []).append(KEY)
    return whole


def queries(request: HttpRequest) -> frozenset[str] | None:
    """The query parameters that the operation knows; None where the document names no such operation."""
    match = request.resolver_match
    return _known().get((request.method or "", match.route if match else ""))


@cache
def _known() -> dict[tuple[str, str], frozenset[str]]:
    known = {}
    for path, operations in document()["paths"].items():
        route = path.lstrip("/").replace("{", "<").replace("}", ">")
        for method, operation in operations.items():
            named = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
            known[method.upper(), route] = frozenset(named)
    return known
