"""What answers mail servers? SMTP and LMTP on ports of their own, in a process of its own, without Django."""

import asyncio
import contextlib
import logging
import os
import signal
import ssl

from recado.doors.mail.door import Mail, Place
from recado.house import environment
from recado.house.logging import set_up
from recado.house.trouble import Trouble

log = logging.getLogger(__name__)


def serve(host: str, port: int, lmtp_port: int | None) -> None:
    """Answer until SIGTERM or SIGINT. Raises Trouble for a bad setting or a port that is taken."""
    set_up()
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the library tells of each talk
    place = Place(host, port, environment.mail_host(), lmtp_port, _guard())
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(Mail(environment.database_url() or "postgresql:///recado", place)))


async def _serve(mail: Mail) -> None:
    ended = asyncio.Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(wish, ended.set)
    try:
        await mail.open()
    except OSError as error:
        said = f"The port for mail cannot be opened: {error.strerror}. Choose another with --mail-port."
        raise Trouble(said) from error
    log.warning("mail is taken at port %s", " and ".join(str(port) for port in mail.ports))
    try:
        await ended.wait()
    finally:
        await mail.close()


def _guard() -> ssl.SSLContext | None:
    """STARTTLS is offered where a certificate is named."""
    certificate, key = os.environ.get("RECADO_MAIL_CERTIFICATE", ""), os.environ.get("RECADO_MAIL_KEY", "")
    if not certificate:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key or None)
    except OSError as error:
        raise Trouble(f"RECADO_MAIL_CERTIFICATE: {error}.") from error
    return context
