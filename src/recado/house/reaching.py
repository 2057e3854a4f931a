"""Can the world reach the desk? Its public name, its certificate."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from recado.desk.core.time import now
from recado.house.findings import Finding, fail, ok, warn

RENEW_BEFORE = timedelta(days=14)
TIMEOUT = 5.0  # seconds


def address(public_url: str) -> Iterator[Finding]:
    """The public address: known to the world's name servers, and with a certificate that lasts."""
    url = urlsplit(public_url)
    if _is_at_home(url.hostname or ""):
        mend = "Name the public address: recado up --public-url https://desk.example.com"
        yield warn("public address", f"Providers cannot reach {public_url} from outside.", mend)
        return
    if url.scheme != "https":
        yield warn("certificate", f"{public_url} is not encrypted.", "Put a proxy with a certificate before it.")
    try:
        found = socket.getaddrinfo(url.hostname, url.port or 443, type=socket.SOCK_STREAM)
    except OSError as error:
        yield fail("public address", f"{url.hostname} has no address: {error.strerror}.", "Set its A or AAAA record.")
        return
    yield ok("public address", f"{url.hostname} is {found[0][4][0]}.")
    if url.scheme == "https":
        yield _certificate(url)


def _is_at_home(host: str) -> bool:
    try:
        number = ip_address(host)
    except ValueError:
        return host in {"", "localhost"} or host.endswith((".localhost", ".local", ".internal"))
    return not number.is_global


def _certificate(url: SplitResult) -> Finding:
    host = url.hostname or ""
    try:
        with (
            socket.create_connection((host, url.port or 443), TIMEOUT) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure,
        ):
            shown = secure.getpeercert() or {}
    except OSError as error:
        why = getattr(error, "verify_message", "") or error.strerror or error
        return fail(
            "certificate", f"{host} does not answer in confidence: {why}.", "Look into the proxy before the desk."
        )
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    says = f"The certificate of {host} is good until {ends:%Y-%m-%d}."
    if ends - now() < RENEW_BEFORE:
        return warn("certificate", says, "Renew it, and see why it was not renewed by itself.")
    return ok("certificate", says)
