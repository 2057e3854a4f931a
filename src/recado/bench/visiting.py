"""How long does an agent wait for a page: logged in, one request after another on one connection, as a browser asks?"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice

import httpx

from recado.bench.figures import Figures
from recado.bench.peopling import PASSWORD, Peopled

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial", "Accept-Encoding": "gzip"}
WARM_UP = 20


@dataclass(frozen=True)
class Visitor:
    """A browser that an agent has logged in with."""

    client: httpx.Client

    def figures(self, addresses: Sequence[str], rounds: int, headers: Mapping[str, str] = FRAGMENT) -> Figures:
        """So many answers of these addresses in turn, each waited for to its last byte."""
        asked = list(islice(cycle(addresses), rounds + WARM_UP))
        for address in asked[:WARM_UP]:
            self.ask(address, headers)
        began = time.perf_counter()
        took = [self.ask(address, headers) for address in asked[WARM_UP:]]
        return Figures(took, time.perf_counter() - began)

    def ask(self, address: str, headers: Mapping[str, str] = FRAGMENT) -> float:
        """Milliseconds of one answer."""
        began = time.perf_counter()
        self.client.get(address, headers=headers).raise_for_status()
        return (time.perf_counter() - began) * 1000

    def weight(self, address: str, headers: Mapping[str, str] = FRAGMENT) -> int:
        """Bytes of the answer's body as they travel."""
        with self.client.stream("GET", address, headers={"Accept-Encoding": "gzip", **headers}) as answer:
            answer.raise_for_status()
            return sum(len(piece) for piece in answer.iter_raw())


@contextmanager
def visiting(house: Peopled, name: str) -> Iterator[Visitor]:
    """Log in as `name@bench.example`, as a person does: through the form."""
    with httpx.Client(base_url=house.url, timeout=30.0) as client:
        client.get("/in")
        form = {"login": f"{name}@bench.example", "password": PASSWORD}
        token = next((said for name, said in client.cookies.items() if name.startswith("csrftoken")), "")
        client.post("/in", data={**form, "csrfmiddlewaretoken": token}, headers={"Origin": house.url})
        if client.get("/me").status_code != 200:
            raise RuntimeError(f"{name} could not log in")
        yield Visitor(client)
