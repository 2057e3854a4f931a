"""Does every address of the pages and the API keep an outsider out?"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

FILLED = {"int": "1", "uuid": "0b54a3f0-0000-4000-8000-000000000000"}
CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
TURNED_AWAY = {401, 403, 404, 405}

# Who may come in without a name: the address, and why.
OPEN = {
    "/in": "here one says who one is",
    "/in/passkey": "a passkey says who one is",
    "/in/closed": "tells that an account was closed",
    "/language": "which language the log-in speaks",
    "/manifest.webmanifest": "a browser that is about to install the desk reads its name",
    "/worker.js": "the browser fetches it by itself, and nothing in it is private",
    "/offline": "what is shown without a connection knows nobody",
    "/healthz": "a machine asks whether the process lives",
    "/readyz": "a machine asks whether the desk can work",
    "/metrics": "answers a token or the machine itself",
    "/api/v1/openapi.json": "what the API can do is no secret",
    "/api/v1/docs": "what the API can do is no secret",
    "/api/v1/docs.css": "how that page looks",
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


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", guarded())
def test_an_outsider_is_turned_away(address: str, method: str, client: Client) -> None:
    """Refused, not found, or sent to the log-in in the end."""
    answer = getattr(client, method)(address, follow=True)
    chain: list[tuple[str, int]] = answer.redirect_chain
    sent = urlsplit(chain[-1][0]).path if chain else ""
    assert answer.status_code in TURNED_AWAY or sent == "/in", (answer.status_code, chain)


def test_no_open_address_is_listed_that_is_gone() -> None:
    assert sorted(OPEN.keys() - set(addresses(get_resolver()))) == []
