"""What did a killed house leave behind? A half-made cluster, a dying server, a lock file that names a stranger."""

import contextlib
import os
import shutil
import signal
import time
from pathlib import Path

from recado.house.trouble import Trouble

LOCK = "postmaster.pid"


def remove(draft: Path) -> None:
    """Remove a cluster that was left half-made."""
    if draft.exists():
        shutil.rmtree(draft)


def end_former_server(cluster: Path) -> None:
    """Wait until the server of a killed house is gone; it was already told to end.

    Its lock file may name a process that has nothing to do with it (numbers are given again, soonest in containers):
    then the file goes, since PostgreSQL would believe it.
    """
    for wish in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        pid = _former(cluster)
        if pid is None:
            (cluster / LOCK).unlink(missing_ok=True)
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, wish)
        _await_end(cluster, pid)
    if _former(cluster):
        raise Trouble(f"Another PostgreSQL holds {cluster} and does not end: stop it, then try again.")


def _former(cluster: Path) -> int | None:
    """The living server of this cluster, if there is one: the one that works in this very directory."""
    try:
        pid = int((cluster / LOCK).read_text().split("\n", 1)[0])
        here = os.stat(f"/proc/{pid}/cwd")  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return pid if (here.st_dev, here.st_ino) == (cluster.stat().st_dev, cluster.stat().st_ino) else None


def _await_end(cluster: Path, pid: int, within: float = 8.0) -> None:
    end = time.monotonic() + within
    while _former(cluster) == pid and time.monotonic() < end:
        time.sleep(0.02)
