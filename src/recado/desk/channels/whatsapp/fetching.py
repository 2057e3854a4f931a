"""How a file comes from the provider: its address first, then the bytes, checked on the way."""

import base64
import binascii
import hashlib
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from recado.desk.channels.port import Account, Fetched, Json, Media, Refused, Unreachable
from recado.desk.channels.whatsapp import graph
from recado.desk.channels.whatsapp.picking import word

_HOSTS = (".fbsbx.com", ".facebook.com", ".fbcdn.net", ".whatsapp.net")
_GONE = 404
_SHA256_BYTES = 32
_PIECE = 256 * 1024


class _Gone(Exception):
    """The address has run out; another may be asked for."""


def fetch(account: Account, media: Media, limit: int) -> Fetched:
    """Bring a file to a temporary path, which is the caller's to remove; at most `limit` bytes.

    Raises Refused (too large, gone, a strange address) or Unreachable. An address lives five minutes: one that is
    gone is asked for once more.
    """
    if not media.id:
        raise Refused("media_gone", "no id")
    for _ in range(2):
        told = _look_up(account, media.id)
        size = told.get("file_size")
        if isinstance(size, int) and size > limit:
            raise Refused("too_large", f"{size} bytes")
        with suppress(_Gone):
            return _download(account, told, media, limit)
    raise Refused("media_gone")


def _look_up(account: Account, id_: str) -> Json:
    return graph.call(account, "GET", id_, params={"phone_number_id": graph.number_id(account)})


def _download(account: Account, told: Json, media: Media, limit: int) -> Fetched:
    url = _trusted(account, word(told.get("url")) or "")
    with tempfile.NamedTemporaryFile(prefix="recado-", delete=False) as file:
        path = Path(file.name)
        try:
            with graph.client().stream("GET", url, headers=graph.bearer(account)) as response:
                size, digest = _pour(response, file, limit)
            _compare(digest, word(told.get("sha256")), media.sha256)
        except httpx.HTTPError as wrong:
            path.unlink()
            raise Unreachable("no_answer", type(wrong).__name__) from wrong
        except BaseException:
            path.unlink()
            raise
    mime = word(told.get("mime_type")) or media.mime or response.headers.get("Content-Type")
    return Fetched(str(path), mime, size)


def _pour(response: httpx.Response, file: "tempfile._TemporaryFileWrapper[bytes]", limit: int) -> tuple[int, bytes]:
    if response.status_code == _GONE:
        raise _Gone
    if not response.is_success:
        response.read()
        raise graph.refusal(response)
    size, digest = 0, hashlib.sha256()
    for piece in response.iter_bytes(_PIECE):
        size += len(piece)
        if size > limit:
            raise Refused("too_large", f"more than {limit} bytes")
        digest.update(piece)
        file.write(piece)
    return size, digest.digest()


def _trusted(account: Account, url: str) -> str:
    """The token goes to Meta alone: over TLS to its hosts, or to where Graph itself stands."""
    try:
        there, graph_is = urlsplit(url), urlsplit(graph.address(account))
        meta = there.scheme == "https" and f".{there.hostname}".endswith(_HOSTS)
        if meta or (there.scheme, there.hostname, there.port) == (graph_is.scheme, graph_is.hostname, graph_is.port):
            return url
    except ValueError:
        pass
    raise Refused("media_address", url[:200])


def _compare(digest: bytes, *told: str | None) -> None:
    """The digest must be what was told, in hex (Graph) or base64 (webhook); other texts tell nothing."""
    for expected in map(_digest, told):
        if expected and expected != digest:
            raise Unreachable("media_damaged")


def _digest(told: str | None) -> bytes | None:
    with suppress(binascii.Error, ValueError):
        plain = told or ""
        read = bytes.fromhex(plain) if len(plain) == 2 * _SHA256_BYTES else base64.b64decode(plain, validate=True)
        return read if len(read) == _SHA256_BYTES else None
    return None
