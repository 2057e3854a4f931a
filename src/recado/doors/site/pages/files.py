"""Files of a visitor's talk: one handed over before it is sent, and one looked at with the word that opens it."""

import mimetypes

from django.conf import settings as house
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from recado.desk.channels import embedding
from recado.desk.channels.models import Channel
from recado.desk.channels.site import tokens
from recado.desk.channels.site.looks import Looks
from recado.desk.channels.site.tokens import Visitor
from recado.desk.conversations import lending
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.files import keeping, sniffing

PIECE = 1 << 18
SCHEME = "bearer "


@csrf_exempt  # no cookie is believed here: a visitor shows his token
@require_POST
def files(request: HttpRequest, key: str) -> HttpResponse:
    """Take the bytes of the body: `?name=…&type=…`. Answers what a message names to carry them."""
    channel = _channel(key)
    visitor = _visitor(request, channel)
    if visitor is None:
        return JsonResponse({"code": "token", "title": "The visitor's token does not hold (any more)."}, status=401)
    if not Looks.of(channel.settings).files:
        return JsonResponse({"code": "files", "title": "Files are not taken here."}, status=403)
    name = storable(request.GET.get("name", "")).strip()[:200] or "file"
    mime = request.GET.get("type") or mimetypes.guess_type(name)[0] or sniffing.UNKNOWN
    try:
        blob, mime = lending.take(iter(lambda: request.read(PIECE), b""), mime=mime)
    except keeping.TooLarge:
        return JsonResponse({"code": "too-large", "title": "The file is too large."}, status=413)
    word = tokens.upload_word(blob.sha256, visitor.id, house.SECRET_KEY)
    told = {"sha256": blob.sha256, "word": word, "name": name, "mime": mime}
    return JsonResponse(told, status=201)


@require_GET
def file(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """The bytes, for whoever has the word; pictures are shown, all else is handed out as a file."""
    found = None
    if tokens.opens(request.GET.get("word", ""), number, house.SECRET_KEY, now()):
        found = lending.lent(_channel(key), number)
    if found is None or found.blob is None or not keeping.path(found.blob).exists():
        raise Http404
    shown = found.mime in sniffing.SHOWN
    answer = FileResponse(keeping.path(found.blob).open("rb"), as_attachment=not shown, filename=found.name)
    answer["Content-Type"] = found.mime if shown else sniffing.UNKNOWN
    answer["Cache-Control"] = "private, max-age=3600"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _channel(key: str) -> Channel:
    channel = embedding.find(key)
    if channel is None:
        raise Http404
    return channel


def _visitor(request: HttpRequest, channel: Channel) -> Visitor | None:
    given = request.headers.get("Authorization", "")
    token = given[len(SCHEME) :].strip() if given.lower().startswith(SCHEME) else ""
    try:
        return tokens.read(token, channel.pk, house.SECRET_KEY, now())
    except tokens.Invalid:
        return None
