"""How does the house come up, stay up and go down? One process tree that lives and dies with this process."""

import json
import os
import select
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from recado.house import data as houses
from recado.house import listening, opening, parts, postgres
from recado.house.keeping import Keeper, Part, beginning
from recado.house.speaking import Speaker
from recado.house.trouble import Trouble

STAGES = (
    ("front", "mail"),
    ("pages", "work", "phone"),
    ("postgres",),
)  # the order of the end: nothing new comes in first
READY_WITHIN = 60.0  # seconds
YIELDS_WITHIN = 20.0  # seconds that a set-up command may still hold the house

type Told = Callable[[str, str, str | None], None]
type Joined = Callable[[Keeper, Mapping[str, str]], None]


class Ended(BaseException):
    """Somebody wants the house down: Ctrl-C, SIGTERM, or a closed terminal."""


def up(
    path: Path | None,
    host: str,
    port: int,
    public_url: str,
    told: Told,
    joined: Joined | None = None,
    mail_port: int | None = None,
) -> None:
    """Run the whole house until it is told to end.

    `told` hears once, when the first page can be read: the address, the data directory, and the link for the first
    administrator (None where there is one). `joined` may do something and add parts before any work begins.
    Mail servers are answered where there is a `mail_port`.
    """
    data = houses.prepared(path)
    port = listening.free_port(host, port)
    address = (public_url or os.environ.get("RECADO_PUBLIC_URL") or listening.local_address(host, port)).rstrip("/")
    with _alone(data, f"recado up at {address}, process {os.getpid()}"), _kept() as keeper:
        place = _pages_socket(data, port)
        environment = opening.environment(data, os.environ.get("DATABASE_URL") or postgres.url(data), address)
        _begin_front(keeper, host, port, place, environment)
        _database(data, keeper)
        invitation = _prepared(keeper, place, environment)
        data.address.write_text(address + "\n")
        if joined:
            joined(keeper, environment)
        keeper.add(Part("work", beginning(parts.command("work"), environment), ends_within=2.0))
        _take_mail(keeper, host, mail_port, environment)
        _await_page(keeper, place, host, port)
        told(address, str(data.path), invitation)
        while True:
            keeper.tend(0.5)


def web(path: Path | None, host: str, port: int, public_url: str, told: Told) -> None:
    """Run front and pages alone, for many machines; DATABASE_URL names the database they share."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise Trouble("`recado web` shares a database with others: set DATABASE_URL, or run `recado up`.")
    data = houses.prepared(path)
    port = listening.free_port(host, port)
    address = (public_url or os.environ.get("RECADO_PUBLIC_URL") or listening.local_address(host, port)).rstrip("/")
    with _kept() as keeper:
        place, environment = _pages_socket(data, port), opening.environment(data, url, address)
        _begin_front(keeper, host, port, place, environment)
        keeper.add(_pages(place, environment))
        _await_page(keeper, place, host, port)
        told(address, str(data.path), None)
        while True:
            keeper.tend(0.5)


@contextmanager
def _kept() -> Iterator[Keeper]:
    """A keeper whose parts end with the block, however it ends; ends quietly where somebody asked for the end."""
    keeper = Keeper(Speaker())
    wishes = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as nohup(1) leaves it
        wishes.append(signal.SIGHUP)
    for wish in wishes:
        signal.signal(wish, _end)
    try:
        yield keeper
    except Ended:
        keeper.speaker.say("ending")
    finally:
        for wish in wishes:
            signal.signal(wish, signal.SIG_IGN)
        keeper.end(STAGES)


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Ended


@contextmanager
def _alone(data: houses.DataDirectory, words: str) -> Iterator[None]:
    """Hold the house, after a set-up command has gone; Trouble where another supervisor holds it."""
    end = time.monotonic() + YIELDS_WITHIN
    while True:
        with houses.held(data, words) as ours:
            if ours:
                yield
                return
        who = houses.holder(data)
        if not who.startswith("a command") or time.monotonic() > end:
            raise Trouble(f"{data.path} is in use by {who}: stop it, or choose another directory with --data.")
        time.sleep(0.1)


def _database(data: houses.DataDirectory, keeper: Keeper) -> None:
    """Begin our own PostgreSQL and wait for it, unless DATABASE_URL names another."""
    if os.environ.get("DATABASE_URL"):
        return
    postgres.prepare(data)
    part = Part("postgres", lambda words: postgres.start(data, log=words), signal.SIGINT, 10.0, signal.SIGQUIT)
    keeper.add(part)
    end = time.monotonic() + postgres.READY_WITHIN
    while not (part.process and postgres.is_ready(data, part.process.pid)):
        if part.falls > 1 or time.monotonic() > end:
            raise Trouble(f"PostgreSQL in {data.cluster} does not start: see its lines above.")
        keeper.tend(0.02)


def _prepared(keeper: Keeper, place: Path, environment: Mapping[str, str]) -> str | None:
    """Begin the pages, who before the first page bring the tables up to date; returns the first invitation."""
    reading, writing = os.pipe()
    part = _pages(place, environment, str(writing), pass_fds=(writing,))
    with os.fdopen(reading, "rb") as told:
        keeper.add(part)
        os.close(writing)
        part.begin = _pages(place, environment).begin
        while not select.select([told], [], [], 0)[0]:
            keeper.tend(0.02)
        said = json.loads(told.read() or b"{}")
    if "invitation_url" not in said:
        raise Trouble(said.get("trouble", "The tables could not be brought up to date: see the lines above."))
    invitation: str | None = said["invitation_url"]
    return invitation


def _pages(place: Path, environment: Mapping[str, str], *told: str, pass_fds: Sequence[int] = ()) -> Part:
    return Part("pages", beginning(parts.command("pages", str(place), *told), environment, pass_fds=pass_fds))


def _begin_front(keeper: Keeper, host: str, port: int, place: Path, environment: Mapping[str, str]) -> None:
    """The front begins early, since it has much to load; the first one opens its port when the tables are there."""
    command = parts.command("front", host, str(port), str(place))
    part = Part("front", beginning([*command, "first"], environment))
    keeper.add(part)
    part.begin = beginning(command, environment)


def _take_mail(keeper: Keeper, host: str, port: int | None, environment: Mapping[str, str]) -> None:
    if port is not None:
        command = parts.command("mail", host, str(port), os.environ.get("RECADO_LMTP_PORT", ""))
        keeper.add(Part("mail", beginning(command, environment)))


def _pages_socket(data: houses.DataDirectory, port: int) -> Path:
    """Each supervisor's pages have a socket of their own, since many may share a data directory."""
    place = data.short_run / f"pages-{port}.sock"
    place.unlink(missing_ok=True)
    return place


def _await_page(keeper: Keeper, place: Path, host: str, port: int) -> None:
    end = time.monotonic() + READY_WITHIN
    while not (place.exists() and listening.answers(host, port)):
        fallen = [part.name for part in keeper.parts if part.falls > 2]
        if fallen or time.monotonic() > end:
            raise Trouble(f"{' and '.join(fallen) or 'The desk'} does not start: see the lines above.")
        keeper.tend(0.05)
