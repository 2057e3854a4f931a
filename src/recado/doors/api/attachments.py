"""Attachments: bring a file for a message to come, fetch one that came."""

import re
from pathlib import Path
from urllib.parse import quote

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import File, Router, UploadedFile

from recado.desk.cases import access
from recado.desk.conversations import uploading
from recado.desk.conversations.models import Attachment
from recado.desk.files import keeping
from recado.doors.api import finding, showing_threads, talk
from recado.doors.api.problems import Problem
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

MIME = re.compile(r"[\w.+-]+/[\w.+-]+(; ?[\w.+-]+=[\w.+-]+)*", re.ASCII)

BYTES = {"responses": {200: {"description": "The bytes", "content": {"application/octet-stream": {}}}}}

router = Router(tags=["attachments"])


@router.post("/attachments", response={201: talk.Attachment}, **needs("messages:write"), summary="Bring a file")
def bring(request: HttpRequest, file: File[UploadedFile]) -> Json:
    """Multipart, the part is called `file`. Only you can send it, and only once."""
    agent = agent_of(request)
    try:
        brought = uploading.upload(file.chunks(), name=file.name or "", mime=file.content_type or "", by=agent.actor)
    except keeping.TooLarge as wrong:
        raise Problem(413, "too-large", _("This file is larger than any channel carries.")) from wrong
    return showing_threads.attachment(brought, request)


@router.get("/attachments/{id}", **needs("messages:read", **BYTES), summary="Fetch a file")
def fetch(request: HttpRequest, id: str) -> HttpResponseBase:
    """The bytes. 409 `not-here-yet` while they are still being fetched from the provider."""
    row = access.fetch_attachment(agent_of(request), finding.key(id))
    path = keeping.path(row.blob) if row.blob else None
    if path is None or not path.exists():
        raise _not_here(row)
    return handed_out(path, row.name, row.mime)


def handed_out(path: Path, name: str, mime: str) -> HttpResponseBase:
    """A file for saving, never for showing in place: a page of a customer's must not run as ours."""
    response = FileResponse(path.open("rb"), content_type=mime if MIME.fullmatch(mime) else "application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name or path.name, safe='')}"
    response["Content-Length"] = str(path.stat().st_size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _not_here(row: Attachment) -> Problem:
    if row.blob:
        return Problem(409, "file-missing", _("The bytes of this file are not on this machine."))
    if row.refusal:
        return Problem(
            409, "file-refused", _("The provider did not hand this file over: %(why)s") % {"why": row.refusal}
        )
    return Problem(409, "not-here-yet", _("This file is still being fetched from the provider; try again soon."))
