"""A real SMTP server on loopback that takes what it is given, or answers as a scene wants."""

import logging
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "soporte@hilandera.example", "a password"


@dataclass
class Taken:
    """A mail as it was handed over."""

    sender: str
    to: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        parsed: Any = message_from_bytes(self.raw, policy=policy.default)
        return parsed


@dataclass
class Postbox:
    """`says` answers a recipient by his address, `after` the mail itself; `cuts` closes the line at that moment."""

    taken: list[Taken] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    mail_says: str = ""
    after: str = "250 2.0.0 queued"
    cuts: str = ""
    port: int = 0

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        envelope.mail_from = address
        return self.mail_says or "250 ok"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        answer = self.says.get(address, "250 ok")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.cuts != "before" and self.after.startswith("250"):
            self.taken.append(Taken(envelope.mail_from.strip("<>"), list(envelope.rcpt_tos), envelope.original_content))
        if self.cuts:
            server.transport.close()
        return self.after

    def settings(self, **more: Any) -> dict[str, Any]:
        smtp = {"host": "127.0.0.1", "port": self.port, "security": "none", "user": "", **more}
        return {"address": USER, "name": "Soporte de Hilandera", "smtp": smtp}


@contextmanager
def running(box: Postbox | None = None, *, logins: bool = False, **limits: Any) -> Iterator[Postbox]:
    """A server for a scene; with `logins` it wants USER and PASSWORD."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    box = box or Postbox()
    if logins:
        limits |= {"authenticator": _judge, "auth_required": True, "auth_require_tls": False}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    warnings.filterwarnings("ignore", message="Requiring AUTH")
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **{"enable_SMTPUTF8": False} | limits)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def _judge(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    given = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=given, handled=False)
