"""Raise the demo: a house with a past beside its customers' phones, gone afterwards unless it has a directory."""

import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from recado.house import data as houses
from recado.house import leftovers, listening, parts, supervisor
from recado.house.demo import guesting, writing
from recado.house.demo.writing import Book
from recado.house.keeping import Keeper, Part, beginning
from recado.house.spawning import spawn
from recado.house.trouble import Trouble

SETS = "elena@hilandera.example, with the same password,"
LOOPBACK = "127.0.0.1"
ELSEWHERE = ("DATABASE_URL", "RECADO_DATA", "RECADO_KEY", "RECADO_PUBLIC_URL")  # of a house that is no demo


def run(data: Path | None, host: str, port: int) -> None:
    """The supervisor of the demo, until somebody ends it."""
    for name in ELSEWHERE:
        os.environ.pop(name, None)
    with _place(data) as place:
        _clear_half_a_past(place)
        secret = guesting.made()
        port = listening.free_port(host, port)
        book = writing.known(place)
        phone = listening.free_port(host, book.phone_port if book else _next(host, port))
        mail = _mail_ports(book, phone)

        def join(keeper: Keeper, environment: Mapping[str, str]) -> None:
            if book is None:
                _write_past(keeper, environment, phone, *mail)
            _answer_phones(keeper, environment, place, host, port)

        def tell(address: str, _data: str, _invitation: str | None) -> None:
            phones = listening.local_address(host, phone)
            _announce(address, secret, phones, writing.known(place), kept=data is not None)

        supervisor.up(place, host, port, "", tell, join)


@contextmanager
def _place(data: Path | None) -> Iterator[Path]:
    """The directory named, or one that is gone afterwards."""
    if data:
        yield data.expanduser().absolute()
        return
    with tempfile.TemporaryDirectory(prefix="recado-demo-", ignore_cleanup_errors=True) as fresh:
        yield Path(fresh) / "house"


def _clear_half_a_past(place: Path) -> None:
    """What is left of a writing that was cut short is no house: it goes, and all is written again."""
    if not writing.is_half_written(place):
        return
    data = houses.located(place)
    with houses.held(data, "a demo that begins again") as ours:
        if ours:  # else somebody writes here right now, and the supervisor says so
            leftovers.end_former_server(data.cluster)
            for room in (data.cluster, data.files, place / "demo"):
                shutil.rmtree(room, ignore_errors=True)


def _next(host: str, port: int) -> int:
    """The port after that one, if it is free."""
    with suppress(Trouble, OverflowError):
        return listening.free_port(host, port + 1)
    return 0


def _mail_ports(book: Book | None, phone: int) -> tuple[int, int]:
    """Where the provider of mail gives and takes: on loopback, whatever the desk listens on."""
    if book and book.mail:
        return book.mail["imap_port"], book.mail["smtp_port"]
    imap = listening.free_port(LOOPBACK, _next(LOOPBACK, phone))
    return imap, listening.free_port(LOOPBACK, _next(LOOPBACK, imap))


def _write_past(keeper: Keeper, environment: Mapping[str, str], phone: int, imap: int, smtp: int) -> None:
    """Six weeks are written by a process of their own, whose memory goes with it."""
    keeper.speaker.say("writing six weeks of conversations, once; this takes a minute or two")
    known = {**os.environ, **environment}
    process = spawn(parts.command("past", str(phone), str(imap), str(smtp)), dies_by=signal.SIGKILL, env=known)
    while process.poll() is None:
        keeper.tend(0.1)
    if process.returncode:
        raise Trouble("The demo's past could not be written: see the lines above.")


def _answer_phones(keeper: Keeper, environment: Mapping[str, str], place: Path, host: str, port: int) -> None:
    book = writing.known(place)
    assert book
    hook = f"http://{listening.EVERYWHERE.get(host, host)}:{port}{book.hook}"
    told = json.dumps({"numbers": book.numbers, "hook": hook, "secret": book.secret, "mail": book.mail})
    command = parts.command("phone", host, str(book.phone_port), str(place / "demo" / "phones"), told)
    keeper.add(Part("phone", beginning(command, environment), ends_within=2.0))


def _announce(desk: str, secret: str, phone: str, book: Book | None, *, kept: bool) -> None:
    assert book
    end = "Ctrl-C ends it; the house stays." if kept else "Ctrl-C ends it, and the house is gone."
    lines = (
        f"The desk of Ada Fuentes: {desk}/demo/{secret}  (or {desk}/in with {book.email} and {book.password})",
        f"A customer's phone: {phone}",
        *([f"A customer's mail program: {phone}/mail"] if book.mail else []),
        *([f"The house's own site, with its chat: {desk}{book.site}"] if book.site else []),
        f"Ready. Write from the phone, by mail or on the site, answer at the desk; {SETS} sets the house up. {end}",
        "",
    )
    with suppress(OSError):  # nobody has to listen
        sys.stdout.write("\n".join(lines))
        sys.stdout.flush()
