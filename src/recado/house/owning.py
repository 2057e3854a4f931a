"""As which user does PostgreSQL run? As its cluster's owner, and never as root, whom it refuses."""

import os
import pwd
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recado.house.data import DataDirectory
from recado.house.trouble import Trouble

UNPRIVILEGED = ("recado", "nobody")  # the first that exists
TOLD = ("PATH", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
"""All of our environment that the server is told: its user's other processes may read it, and RECADO_KEY is there."""


@dataclass(frozen=True)
class Owner:
    """A user by number, with what `subprocess` needs to become this user."""

    uid: int
    gid: int
    options: dict[str, Any] = field(default_factory=dict)


def runner(data: DataDirectory) -> Owner:
    """Who runs the server: we ourselves; where we are root, the cluster's owner, else an unprivileged user."""
    if os.geteuid() != 0:
        _refuse_nameless()
        return Owner(os.geteuid(), os.getegid(), {"env": _told()})
    found = data.cluster.stat() if data.cluster.exists() else None
    if found and found.st_uid:
        return _other(found.st_uid, found.st_gid)
    for name in UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return _other(user.pw_uid, user.pw_gid)
    raise Trouble("PostgreSQL refuses to run as root and there is no user `nobody`: run `useradd --system recado`.")


def take_over(cluster: Path, owner: Owner) -> None:
    """Give a cluster that root copied or restored to the user who will run it."""
    if cluster.stat().st_uid == owner.uid:
        return
    for directory, _, names in os.walk(cluster):
        for path in (directory, *(os.path.join(directory, name) for name in names)):  # noqa: PTH118
            os.chown(path, owner.uid, owner.gid, follow_symlinks=False)


def write(path: Path, text: str, owner: Owner) -> None:
    """Write a file of the cluster whole or not at all, mode 0600."""
    draft = path.with_name(f"{path.name}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w") as file:
        os.fchown(handle, owner.uid, owner.gid)
        file.write(text)
    draft.replace(path)


def _other(uid: int, gid: int) -> Owner:
    return Owner(uid, gid, {"user": uid, "group": gid, "extra_groups": [], "env": _told()})


def _told() -> dict[str, str]:
    return {name: os.environ[name] for name in TOLD if name in os.environ}


def _refuse_nameless() -> None:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError as error:
        why = f"User {os.geteuid()} has no name in /etc/passwd, and PostgreSQL asks for one"
        raise Trouble(f"{why}: run as a named user, or set DATABASE_URL.") from error
