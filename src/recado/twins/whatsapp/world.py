"""What does the twin know: accounts, numbers, persons, what was sent, files; all in memory, all on one loop."""

import asyncio
import secrets
from base64 import b64encode
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from recado.twins.whatsapp.clock import Clock
from recado.twins.whatsapp.limits import Pairs, Throughput
from recado.twins.whatsapp.moods import KIND, UNKIND, Dice
from recado.twins.whatsapp.setup import Setup

type Json = dict[str, Any]


@dataclass(slots=True)
class Callback:
    """An address that hears webhooks, and the word that proves it is ours."""

    url: str
    verify_token: str = ""


@dataclass(slots=True)
class Account:
    """A business account (WABA)."""

    id: str
    subscribed: bool = True
    override: Callback | None = None
    templates: list[Json] = field(default_factory=list)
    can_send: str = "AVAILABLE"


@dataclass(slots=True)
class Number:
    """A number of ours; `free_left` are service messages left without a way to pay, None for no such limit."""

    id: str
    digits: str
    name: str
    account: Account
    throughput: Throughput
    quality: str = "GREEN"
    tier: str = "TIER_250"
    can_send: str = "AVAILABLE"
    free_left: int | None = None
    override: Callback | None = None
    blocked: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fate:
    """What befalls every message to a person: a code, in the answer or later as a failed status."""

    code: int
    later: bool = True


@dataclass(slots=True)
class Sent:
    """A message of ours; `doom` is the code and the words it will fail with."""

    id: str
    number: Number
    person: "Person"
    at: float
    type: str
    content: Json
    context: str | None = None
    opaque: str | None = None
    category: str = "service"
    doom: tuple[int, str] | None = None
    statuses: list[str] = field(default_factory=list)
    read_asked: bool = False


@dataclass(slots=True)
class Person:
    """A customer. `hidden` gives no phone to businesses, only the business-scoped user id."""

    digits: str
    bsuid: str
    name: str = ""
    username: str | None = None
    hidden: bool = False
    reads: bool = True
    fate: Fate | None = None
    opted_out: bool = False
    blocks_us: bool = False
    wrote_at: dict[str, float] = field(default_factory=dict)
    inbox: list[Sent] = field(default_factory=list)
    outbox: list[Json] = field(default_factory=list)
    typing_until: float = 0.0


@dataclass(slots=True)
class File:
    """Bytes that the twin keeps: handed over by us (`inbound` false) or by a customer; `sha256` in hex."""

    id: str
    number: str
    bytes: bytes
    mime: str
    sha256: str
    born: float
    inbound: bool = False


class World:
    """Everything of one twin."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.clock = Clock()
        self.dice = Dice(KIND if setup.kind else UNKIND, setup.seed)
        self.pairs = Pairs()
        self.token, self.app_secret = setup.token, setup.app_secret
        self.callback = Callback(setup.callback, setup.verify_token) if setup.callback else None
        self.base_url = ""
        self.accounts: dict[str, Account] = {}
        self.numbers: dict[str, Number] = {}
        self.persons: dict[str, Person] = {}
        self.sent: dict[str, Sent] = {}
        self.heard: dict[str, tuple[Person, Json]] = {}
        self.files: dict[str, File] = {}
        self.links: dict[str, tuple[float, File]] = {}
        self.busy: set[asyncio.Task[None]] = set()

    def add_number(self, identifier: str, digits: str, account: str, name: str) -> Number:
        """One more number of ours, its account made when missing."""
        owner = self.accounts.setdefault(account, Account(account, self.setup.subscribed))
        number = Number(identifier, digits, name, owner, Throughput(self.setup.throughput))
        self.numbers[identifier] = number
        return number

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something run on; `busy` holds it until it is done."""
        task = asyncio.get_running_loop().create_task(work)
        self.busy.add(task)
        task.add_done_callback(self.busy.discard)

    async def settled(self, within: float) -> bool:
        """Wait until nothing is under way any more; False if that took longer than `within` seconds."""
        deadline = asyncio.get_running_loop().time() + within
        while self.busy and asyncio.get_running_loop().time() < deadline:
            await asyncio.wait(set(self.busy), timeout=0.05)
        return not self.busy


def wamid(digits: str) -> str:
    """A message id as the provider makes them: never the same again, whatever the seed."""
    return "wamid." + b64encode(b"\x1d\x0c" + digits.encode() + b"\x15\x02\x00" + secrets.token_bytes(12)).decode()


def graph_id() -> str:
    """An object id: sixteen digits."""
    return str(secrets.randbelow(9 * 10**15) + 10**15)
