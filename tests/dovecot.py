"""A real Dovecot for a test: private, unprivileged, on loopback, with mailboxes in a directory that goes with it."""

import contextlib
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.certificates import Certificate

PASSWORD = "lampara-de-pie"
CONFIGURATION = """
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
protocols = imap
listen = 127.0.0.1
{ssl}
disable_plaintext_auth = no
mail_location = maildir:{place}/mail/%n
mail_max_userip_connections = 50
maildir_very_dirty_syncs = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}/mail/%n
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class Dovecot:
    """The running server; mail is laid into mailboxes as a delivering server does."""

    place: Path
    port: int
    owner: pwd.struct_passwd
    tls_port: int = 0
    laid: int = 0
    master: int = 0

    def settings(self, user: str, **more: object) -> dict[str, object]:
        """What a channel's settings say under `imap`."""
        return {"host": "127.0.0.1", "port": self.port, "security": "none", "user": user, **more}

    def lay(self, user: str, *mails: bytes, hours_ago: float = 0) -> None:
        """Deliver mails one after the other, in this order."""
        came = time.time() - hours_ago * 3600
        box = self._box(user)
        for mail in mails:
            self.laid += 1
            name = f"{int(time.time()) + self.laid}.M{self.laid:06d}.test"
            (box / "tmp" / name).write_bytes(mail)
            shutil.chown(box / "tmp" / name, self.owner.pw_uid, self.owner.pw_gid)
            os.utime(box / "tmp" / name, (came, came))
            (box / "tmp" / name).rename(box / "new" / name)

    def cut(self) -> int:
        """Break off every talk that is going on; gives how many."""
        talks = [int(place.parent.name) for place in Path("/proc").glob("[0-9]*/stat") if self._is_talk(place)]
        for one in talks:
            os.kill(one, signal.SIGKILL)
        return len(talks)

    def _is_talk(self, place: Path) -> bool:
        with contextlib.suppress(OSError):
            said = place.read_text()
            return "(imap)" in said and int(said.rpartition(")")[2].split()[1]) == self.master
        return False

    def spoil_numbers(self, user: str) -> None:
        """Forget which mail has which UID, as after a restore: the next look gives a new UIDVALIDITY."""
        given = [int(path.suffix[1:], 16) for path in self._box(user).glob("dovecot-uidvalidity.*")]
        for path in self._box(user).glob("dovecot*"):
            path.unlink()
        # A UIDVALIDITY is a time in seconds; that of folders made in one second runs ahead of it.
        time.sleep(max(1.1, max(given, default=0) + 1.1 - time.time()))

    @contextlib.contextmanager
    def client(self, user: str) -> Iterator[imaplib.IMAP4]:
        """Somebody's own mail program."""
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.login(user, PASSWORD)
            yield client

    def unseen(self, user: str) -> int:
        """How many mails nobody has seen yet."""
        with self.client(user) as client:
            client.select("INBOX", readonly=True)
            return len(client.search(None, "UNSEEN")[1][0].split())

    def _box(self, user: str) -> Path:
        box = self.place / "mail" / user.partition("@")[0]
        for room in ("", "tmp", "new", "cur"):
            if not (box / room).exists():
                (box / room).mkdir(parents=True, mode=0o700)
                shutil.chown(box / room, self.owner.pw_uid, self.owner.pw_gid)
        return box


@contextlib.contextmanager
def running(certificate: Certificate | None = None) -> Iterator[Dovecot]:
    """Start one, with TLS where it has something to show.

    Without the program a developer's test is skipped with its reason, and CI's fails.
    """
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        missing = "no Dovecot on this machine: install Debian's dovecot-imapd"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    place = Path(tempfile.mkdtemp(prefix="recado-dovecot-", dir="/tmp"))
    dovecot = Dovecot(place, _free_port(), owner, tls_port=_free_port() if certificate else 0)
    process = _start(program, dovecot, certificate)
    dovecot.master = process.pid
    try:
        yield dovecot
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(place, ignore_errors=True)


def _start(program: str, dovecot: Dovecot, certificate: Certificate | None) -> "subprocess.Popen[bytes]":
    place, owner = dovecot.place, dovecot.owner
    group = subprocess.run(["id", "-gn", owner.pw_name], capture_output=True, text=True, check=True).stdout.strip()
    for room in (place, place / "run", place / "state", place / "mail"):
        room.mkdir(exist_ok=True)
        shutil.chown(room, owner.pw_uid, owner.pw_gid)
    known = {"place": place, "user": owner.pw_name, "group": group, "uid": owner.pw_uid, "gid": owner.pw_gid}
    ports = {"port": dovecot.port, "tls_port": dovecot.tls_port, "ssl": _shown(certificate, dovecot)}
    configuration = CONFIGURATION.format(**known, **ports, password=PASSWORD)
    (place / "dovecot.conf").write_text(configuration)
    whose = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    process = subprocess.Popen([program, "-F", "-c", str(place / "dovecot.conf")], **whose)  # type: ignore[call-overload]
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", dovecot.port), 1) as line:
            if line.recv(4) == b"* OK":
                return process  # type: ignore[no-any-return]
        time.sleep(0.05)
    process.kill()
    raise RuntimeError(f"Dovecot does not start: {(place / 'log').read_text()}")


def _shown(certificate: Certificate | None, dovecot: Dovecot) -> str:
    """The lines about TLS; the files stand where the server may read them."""
    if certificate is None:
        return "ssl = no"
    for name, path in (("shown.pem", certificate.shown), ("key.pem", certificate.key)):
        (dovecot.place / name).write_bytes(path.read_bytes())
        shutil.chown(dovecot.place / name, dovecot.owner.pw_uid, dovecot.owner.pw_gid)
    return f"ssl = yes\nssl_cert = <{dovecot.place}/shown.pem\nssl_key = <{dovecot.place}/key.pem"


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
