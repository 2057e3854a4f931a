"""Hand a file out, whole or the part that a player asks for (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

ASKED = re.compile("bytes=([0-9]{1,15})-([0-9]{0,15})$")
PIECE = 1 << 16


def handed(request: HttpRequest, path: Path, *, mime: str, name: str, shown: bool) -> HttpResponseBase:
    """`shown` in place by the browser, else given as a file to keep. Its bytes never change, its origin is nobody's."""
    size = path.stat().st_size
    found = ASKED.match(request.headers.get("Range", ""))
    if found is None:
        answer = FileResponse(path.open("rb"), as_attachment=not shown, filename=name)
        return _told(answer, mime, shown)
    first, last = int(found[1]), min(int(found[2] or size), size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = FileResponse(_pieces(path.open("rb"), first, last - first + 1), status=206)
    part["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    part["Content-Length"] = str(last - first + 1)
    return _told(part, mime, shown)


def _told(answer: FileResponse, mime: str, shown: bool) -> FileResponse:
    answer["Content-Type"] = mime if shown else "application/octet-stream"
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Accept-Ranges"] = "bytes"
    return answer


def _pieces(file: IO[bytes], first: int, left: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(left, PIECE))):
            left -= len(piece)
            yield piece
