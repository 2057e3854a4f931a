"""Does every address of the pages and the API keep an outsider out?"""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

FILLED = {"int": "1", "uuid": "0b54a3f0-0000-4000-8000-000000000000"}
CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
TURNED_AWAY = {401, 403, 404, 405}

# Who may come in without a name: the address, and why.
OPEN = {
    "/in": "here one says who one is",
    "/api/v1/openapi.json": "what the API can do is no secret",
    "/api/v1/docs": "what the API can do is no secret",
}


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, before + filled(str(pattern.pattern)))
        elif isinstance(pattern, URLPattern):
            yield before + filled(str(pattern.pattern))


def filled(route: str) -> str:
    """The route with something in place of every `<int:number>`."""
    return CONVERTER.sub(lambda found: FILLED.get(found["kind"] or "str", "x"), route).strip("^$").removesuffix("\\Z")


def guarded() -> list[str]:
    return sorted({address for address in addresses(get_resolver()) if address not in OPEN})


def is_turned_away(status: int, location: str) -> bool:
    return status in TURNED_AWAY or (status == 302 and location.startswith("/in"))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", guarded())
def test_an_outsider_is_turned_away(address: str, method: str, client: Client) -> None:
    answer = getattr(client, method)(address)
    assert is_turned_away(answer.status_code, answer.headers.get("Location", "")), answer.status_code


def test_no_open_address_is_listed_that_is_gone() -> None:
    assert sorted(OPEN.keys() - set(addresses(get_resolver()))) == []
