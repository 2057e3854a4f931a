"""Files: hand one over for a message to come, and hand one out."""

import mimetypes
import re
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from recado.desk.conversations import limits, uploading
from recado.desk.files import keeping, sniffing
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, handing
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import enclosures

HEARD_OR_SEEN = re.compile(r"(audio|video)/[a-z0-9][a-z0-9.+-]*", re.ASCII)
"""One type and no more: browsers would believe the last of `video/mp4, text/html`."""


@inside("POST")
@writing
def attachments(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Take a file for the next message on a case, or the first on a channel; whether that carries it is said."""
    channel, given = _channel(request, agent), request.FILES.get("file")
    if channel is None or not isinstance(given, UploadedFile):
        raise Http404
    mime = given.content_type or mimetypes.guess_type(given.name or "")[0] or "application/octet-stream"
    voice, name = "voice" in request.GET, given.name or _("file")
    try:
        kept = uploading.upload(given.chunks(), name=name, mime=mime, by=agent.actor, voice=voice)
    except keeping.TooLarge:
        why_not = _("“%(name)s” is too large.") % {"name": name}
        return render(request, "web/talk/attached.html", {"why_not": why_not}, status=413)
    why_not = limits.why_not(kept, registry.adapter(channel.kind).abilities)
    shown = {"file": enclosures.of(kept), "why_not": why_not}
    return render(request, "web/talk/attached.html", shown, status=409 if why_not else 201)


def _channel(request: HttpRequest, agent: Agent) -> Channel | None:
    """On which the file shall leave. Raises NotVisible."""
    if key := request.GET.get("channel", ""):
        return access.fetch_channel(agent, key)
    asked = request.GET.get("case", "")
    case = access.fetch(agent, int(asked) if asked.isdecimal() and len(asked) < 19 else 0)
    return case.thread.channel if case.thread else None


@inside("GET")
def attachment(request: HttpRequest, agent: Agent, number: int) -> HttpResponseBase:
    """The bytes. Only what a browser may safely show is shown; everything else is handed out as a file."""
    found = access.fetch_attachment(agent, number)
    if found.blob is None:
        raise Http404
    mime, path = found.mime.split(";")[0].strip().lower(), keeping.path(found.blob)
    if not path.exists():
        return answering.refused(request, _("The file is no longer on this machine."), status=404)
    shown = "download" not in request.GET and _may_be_shown(mime, path)
    return handing.handed(request, path, mime=mime, name=found.name or str(number), shown=shown)


def _may_be_shown(mime: str, path: Path) -> bool:
    """Pictures that are what they say, sound and films; whatever could hold a script is only handed out."""
    if mime not in sniffing.SHOWN:
        return HEARD_OR_SEEN.fullmatch(mime) is not None
    with path.open("rb") as file:
        return sniffing.sniff(file.read(64)) == mime
