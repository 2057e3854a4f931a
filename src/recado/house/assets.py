"""How are styles, scripts, fonts and pictures served? From memory, once read, and again when the file changed."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from recado.doors.web import bundling

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
SMALL = 1024  # bytes below which nothing is won by compression
FOR_EVER, CHECKED = "public, max-age=31536000, immutable", "public, no-cache"
GUARDED = {
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "referrer-policy": "same-origin",
    "vary": "accept-encoding",
}


@dataclass(frozen=True)
class Asset:
    """One file: its bytes, the same compressed (None where that wins nothing), its type and the hash of its bytes."""

    plain: bytes
    packed: bytes | None
    type: str
    tag: str


class Assets:
    """The files below `root` under `prefix` as an ASGI application; an address with `?v=` never changes its bytes."""

    def __init__(self, root: Path, prefix: str) -> None:
        self._root, self._prefix = root.resolve(), prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._response(scope)(scope, receive, send)

    def _response(self, scope: Scope) -> Response:
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("Only to be read.", 405, {"allow": "GET, HEAD"})
        asset = self._asset(scope["path"].removeprefix(self._prefix))
        if asset is None:
            return PlainTextResponse("No such file.", 404)
        asked = Headers(scope=scope)
        headers = {**GUARDED, "etag": asset.tag, "cache-control": _kept(scope["query_string"])}
        if asset.tag in [tag.strip().removeprefix("W/") for tag in asked.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=headers)
        headers["content-type"] = asset.type
        if asset.packed is not None and "gzip" in asked.get("accept-encoding", ""):
            return Response(asset.packed, headers={**headers, "content-encoding": "gzip", "etag": f"W/{asset.tag}"})
        return Response(asset.plain, headers=headers)

    def _asset(self, name: str) -> Asset | None:
        try:
            if name in (bundling.STYLES, bundling.SCRIPTS):
                return _bundled(self._root, name, bundling.changed(name, self._root))
            path = (self._root / name).resolve()
            if path.is_relative_to(self._root) and path.is_file():
                return _read(path, path.stat().st_mtime_ns)
        except (OSError, ValueError):  # a name too long, or with a zero in it
            return None
        return None


def _kept(query: bytes) -> str:
    return FOR_EVER if query.startswith(b"v=") else CHECKED


@lru_cache(maxsize=512)
def _read(path: Path, _changed: int) -> Asset:
    return _made(path.read_bytes(), path)


@lru_cache(maxsize=4)
def _bundled(root: Path, name: str, _changed: int) -> Asset:
    return _made(bundling.bundle(name, root), root / name)


def _made(plain: bytes, path: Path) -> Asset:
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = gzip.compress(plain, 9) if len(plain) >= SMALL and _packs(kind) else None
    return Asset(plain, packed, kind, f'"{hashlib.sha256(plain).hexdigest()[:20]}"')


def _packs(kind: str) -> bool:
    return kind.startswith(("text/", "image/svg", "application/json", "application/manifest"))
