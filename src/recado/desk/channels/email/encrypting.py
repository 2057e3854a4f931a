"""Is the line to a mail server ours alone? Which certificates are believed, and what is wrong with one that is not.

The names of the troubles are OpenSSL's (`man openssl-verification-options`, X509_V_ERR).
"""

import ipaddress
import socket
import ssl

from django.conf import settings as house

from recado.desk.channels.port import Unreachable

ENDED, NOT_YET = 10, 9
OTHER_NAME = (62, 64)  # of the host, of the number
UNVOUCHED = (2, 18, 19, 20, 21)  # signed by itself, or by somebody whom nobody here knows


def context() -> ssl.SSLContext:
    """What this machine believes, and the house's own authority (RECADO_MAIL_CA) beside it; TLS 1.2 at least.

    Raises Unreachable: ``authority``, where that file cannot be read.
    """
    made = ssl.create_default_context()
    if house.MAIL_CA:
        try:
            made.load_verify_locations(cafile=house.MAIL_CA)
        except OSError as wrong:
            raise Unreachable("authority", f"{house.MAIL_CA}: {wrong.strerror or wrong}") from wrong
    return made


def judged(wrong: ssl.SSLCertVerificationError) -> str:
    """The code of a certificate that is not believed."""
    if wrong.verify_code in (ENDED, NOT_YET):
        return "certificate_ended"
    if wrong.verify_code in OTHER_NAME:
        return "certificate_name"
    return "certificate_unknown" if wrong.verify_code in UNVOUCHED else "certificate"


def is_guarded(line: socket.socket | None) -> bool:
    """Whether a password may be said here: the line is encrypted, or ends on this machine, where nobody listens."""
    if isinstance(line, ssl.SSLSocket):
        return True
    try:
        return line is not None and ipaddress.ip_address(line.getpeername()[0]).is_loopback
    except (OSError, ValueError):
        return False
