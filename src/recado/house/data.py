"""Where does the house keep what it owns? The data directory: cluster, sockets, files and key."""

import fcntl
import hashlib
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from recado.house.trouble import Trouble

# sun_path of unix(7) holds 107 bytes and a zero; the longest name below `run` is `database/.s.PGSQL.5432.lock`.
LONGEST_RUN_PATH = 107 - len("/database/.s.PGSQL.5432.lock")


@dataclass(frozen=True)
class DataDirectory:
    """The directory that belongs to one house; only its owner may enter it."""

    path: Path

    @property
    def cluster(self) -> Path:
        return self.path / "postgres"

    @property
    def run(self) -> Path:
        return self.path / "run"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def key(self) -> Path:
        return self.path / "key"

    @property
    def address(self) -> Path:
        """The file with the public URL under which this house was last up."""
        return self.path / "address"

    @property
    def short_run(self) -> Path:
        """The directory of the sockets by a name that fits into a socket address and into a libpq URL."""
        fits = len(os.fsencode(self.run)) <= LONGEST_RUN_PATH and "," not in str(self.run)
        return self.run if fits else _linked(self.run)


def located(path: Path | None = None) -> DataDirectory:
    """The data directory that the user named, else RECADO_DATA, else the XDG place of this user."""
    if path is None and (named := os.environ.get("RECADO_DATA")):
        path = Path(named)
    if path is None:
        path = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share") / "recado"
    try:
        return DataDirectory(path.expanduser().absolute())
    except RuntimeError as error:
        raise Trouble("This user has no home directory: name a data directory with --data.") from error


def prepared(path: Path | None = None) -> DataDirectory:
    """The data directory with all its rooms and its key; what is missing is made, mode 0700 and 0600."""
    data = located(path)
    try:
        data.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not any(data.path.iterdir()):
            data.path.chmod(0o700)
        for room in (data.run, data.files):
            room.mkdir(mode=0o700, exist_ok=True)
        _make_key(data.key)
    except OSError as error:
        why = error.strerror or str(error)
        raise Trouble(f"Cannot use {data.path}: {why}. Name another data directory with --data.") from error
    return data


@contextmanager
def held(data: DataDirectory, words: str) -> Iterator[bool]:
    """Hold the house alone; yields False where another process holds it. A dead holder holds nothing.

    `words` say who holds it: `holder` gives them to the others.
    """
    with (data.path / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        lock.truncate(0)
        lock.write(words)
        lock.flush()
        yield True


def holder(data: DataDirectory) -> str:
    """Who holds the house, in the holder's own words."""
    try:
        return (data.path / "lock").read_text().strip() or "another process"
    except OSError:
        return "another process"


def _make_key(path: Path) -> None:
    """Write the key whole or not at all, and never over another one."""
    if path.exists():
        return
    handle, draft = tempfile.mkstemp(prefix=".key-", dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def _linked(run: Path) -> Path:
    """A short symbolic link to `run` in a directory that only this user may enter."""
    directory = Path(tempfile.gettempdir()) / f"recado-{os.geteuid()}"
    directory.mkdir(mode=0o700, exist_ok=True)
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise Trouble(f"{directory} belongs to somebody else: name a data directory with a shorter path.")
    link = directory / hashlib.sha256(os.fsencode(run)).hexdigest()[:16]
    if not link.is_symlink():
        draft = directory / f"{link.name}.{secrets.token_hex(4)}"
        draft.symlink_to(run)
        draft.replace(link)
    return link
