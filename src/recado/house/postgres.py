"""How does the embedded PostgreSQL begin, run and end? Our own child, unprivileged, on a socket only we reach."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO
from urllib.parse import quote

from recado.house import leftovers, owning, tuning
from recado.house.binaries import programs
from recado.house.data import DataDirectory
from recado.house.spawning import Process, spawn
from recado.house.trouble import Trouble

READY_WITHIN = 60.0  # seconds; crash recovery reads up to 2 GB of journal
INITDB = [
    "--username=recado",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth-local=trust",
    "--auth-host=reject",
    "--data-checksums",
]


def url(data: DataDirectory) -> str:
    """The database's address for libpq: a socket in a directory of mode 0700."""
    return f"postgresql://recado@/recado?host={quote(str(data.short_run / 'database'), safe='')}"


def prepare(data: DataDirectory, *, durable: bool = True) -> None:
    """Make the cluster with its database `recado`, if there is none; one that was left half-made is begun anew."""
    if data.cluster.exists():
        return
    owner, draft = owning.runner(data), data.path / "postgres.new"
    leftovers.remove(draft)
    draft.mkdir(mode=0o700)
    os.chown(draft, owner.uid, owner.gid)
    tools = programs(owner.uid, owner.gid)
    with _opened(draft) as cluster:
        known = {**owner.options, "cwd": "/", "pass_fds": (cluster,)}
        _call([f"{tools}/initdb", "-D", _place(cluster), *INITDB, *([] if durable else ["--no-sync"])], b"", known)
        _call([f"{tools}/postgres", "--single", "-D", _place(cluster), "postgres"], b"CREATE DATABASE recado;\n", known)
    owning.write(draft / "postgresql.conf", tuning.MAIN_FILE, owner)
    draft.rename(data.cluster)


def start(data: DataDirectory, *, log: IO[bytes] | int | None = None, options: Sequence[str] = ()) -> Process:
    """Start the server of this data directory, which nobody else may hold (`data.held`).

    The server gets its directories as open descriptors: it needs no right to the directories above them, which may
    be root's alone, and no path is too long for its socket. `options`: settings as `name=value`.
    """
    owner = owning.runner(data)
    leftovers.end_former_server(data.cluster)
    sockets = data.run / "database"
    sockets.mkdir(mode=0o700, exist_ok=True)
    os.chown(sockets, owner.uid, owner.gid)
    owning.take_over(data.cluster, owner)
    owning.write(data.cluster / "recado.conf", tuning.settings(), owner)
    with _opened(data.cluster) as cluster, _opened(sockets) as socket:
        settings = ["listen_addresses=", f"unix_socket_directories={_place(socket)}", "unix_socket_permissions=0700"]
        flags = [part for setting in (*settings, *options) for part in ("-c", setting)]
        command = [f"{programs(owner.uid, owner.gid)}/postgres", "-D", _place(cluster), *flags]
        return spawn(
            command, dies_by=signal.SIGINT, cwd="/", pass_fds=(cluster, socket), stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, **owner.options,
        )  # fmt: skip


def is_ready(data: DataDirectory, pid: int | None = None) -> bool:
    """Whether the server (of this process id) accepts connections, as its own lock file says."""
    try:
        lines = (data.cluster / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready" and pid in {None, int(lines[0])}


def await_ready(data: DataDirectory, process: Process, within: float = READY_WITHIN) -> None:
    """Return when the server accepts connections; Trouble when it fell or took longer than `within` seconds."""
    end = time.monotonic() + within
    while not is_ready(data, process.pid):
        if process.poll() is not None:
            raise Trouble(f"PostgreSQL in {data.cluster} ended with code {process.returncode}: see its lines above.")
        if time.monotonic() > end:
            raise Trouble(f"PostgreSQL in {data.cluster} was not ready within {within:.0f} s.")
        time.sleep(0.01)


def stop(process: Process, within: float = 10.0) -> None:
    """End the server: fast with a checkpoint, after `within` seconds at once."""
    for wish, patience in ((signal.SIGINT, within), (signal.SIGQUIT, 3.0), (signal.SIGKILL, 3.0)):
        process.send_signal(wish)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            return


@contextlib.contextmanager
def _opened(directory: Path) -> Iterator[int]:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _place(descriptor: int) -> str:
    return f"/proc/self/fd/{descriptor}"


def _call(command: list[str], text: bytes, options: dict[str, object]) -> None:
    """Run one of PostgreSQL's programs to its end; it does not outlive us."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    process = spawn(command, dies_by=signal.SIGKILL, **pipes, **options)
    try:
        _, complaint = process.communicate(text)
    finally:
        process.kill()
    if process.returncode:
        said = complaint.decode(errors="replace").strip().splitlines()
        raise Trouble(f"PostgreSQL could not be set up: {said[-1] if said else Path(command[0]).name + ' failed'}")
