"""A form of the house's own: it works without a script, and what it brings travels the road of all messages."""

import hashlib
from dataclasses import replace
from typing import Any

from django.conf import settings as house
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from recado.desk.channels import embedding, posting
from recado.desk.channels.models import Channel
from recado.desk.channels.site import looks, writing
from recado.desk.channels.site.looks import Form, Looks
from recado.desk.conversations import lending
from recado.desk.core import networks
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.files import keeping, sniffing
from recado.doors.site import filling, packing, tickets

UNPROVEN, WHILE = 3, 600  # forms without a proof from one address, within so many seconds
TRAP = "website"


@csrf_exempt  # no cookie is believed here: the form brings a ticket of its own
@xframe_options_exempt
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """GET shows the form, POST takes what was filled in and thanks."""
    channel, known = _found(key, name)
    language = Looks.of(channel.settings).language(_wanted(request))
    words = packing.words("form")[language]
    given = {each: storable(request.POST.get(each, "")) for each in (*looks.FIELDS, TRAP, "ticket", "proof")}
    fields = filling.fields(known, words, given, judged=request.method == "POST")
    if request.method == "GET":
        return _page(request, channel, known, language, fields=fields)
    file, fields = _file(request, known, words, fields)
    wrong = _suspicious(request, key, name, given, words)
    if not wrong and not any(field.wrong for field in fields) and _spent(given):
        wrong = words["stale"]
    if wrong or any(field.wrong for field in fields):
        return _page(request, channel, known, language, fields=fields, wrong=wrong or words["wrong"])
    posting.post(channel, _written(key, known, given, file, language))
    return HttpResponseRedirect(f"{reverse('site_thanks', args=[key, name])}?language={language}")


@xframe_options_exempt
@require_GET
def thanks(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """It arrived."""
    channel, known = _found(key, name)
    return _page(request, channel, known, Looks.of(channel.settings).language(_wanted(request)), done=True)


def _found(key: str, name: str) -> tuple[Channel, Form]:
    channel = embedding.find(key)
    known = Looks.of(channel.settings).form(name) if channel else None
    if channel is None or known is None:
        raise Http404
    return channel, known


def _wanted(request: HttpRequest) -> str:
    return request.GET.get("language") or request.headers.get("Accept-Language", "")


def _file(
    request: HttpRequest, known: Form, words: dict[str, str], fields: list[filling.Field]
) -> tuple[dict[str, str], list[filling.Field]]:
    """The file as a message names it, and the fields with what is wrong about it."""
    given = request.FILES.get("file")
    wrong, told = "", {}
    if isinstance(given, UploadedFile) and "file" in known.fields:
        try:
            blob, mime = lending.take(given.chunks(), mime=given.content_type or sniffing.UNKNOWN)
            told = {"sha256": blob.sha256, "name": storable(given.name or "file")[:200], "mime": mime}
        except keeping.TooLarge:
            wrong = words["file_large"].format(size=f"{lending.LARGEST // 1024**2} MB")
    elif "file" in known.required:
        wrong = words["missing"]
    return told, [replace(field, wrong=wrong) if field.name == "file" else field for field in fields]


def _suspicious(request: HttpRequest, key: str, name: str, given: dict[str, str], words: dict[str, str]) -> str:
    """Why it may be no person; what was written is never thrown away, a person sends it once more."""
    if given[TRAP]:
        return words["trapped"]
    try:
        tickets.read(given["ticket"], f"{key}/{name}", house.SECRET_KEY, now())
    except tickets.Stale:
        return words["stale"]
    if tickets.is_proof(given["ticket"], given["proof"]):
        return ""
    caller = str(request.META.get("HTTP_X_FORWARDED_FOR") or request.META.get("REMOTE_ADDR", "")).rpartition(",")[2]
    counted = f"site-form:{networks.place(caller.strip())}"
    cache.add(counted, 0, WHILE)
    try:
        return words["later"] if cache.incr(counted) > UNPROVEN else ""
    except ValueError:  # forgotten between the two
        return ""


def _spent(given: dict[str, str]) -> bool:
    """Whether the ticket brought other words already. The same words twice are one message, and thanked for twice."""
    words = hashlib.sha256(repr([given[each] for each in looks.FIELDS]).encode()).hexdigest()
    known = f"site-ticket:{hashlib.sha256(given['ticket'].encode()).hexdigest()}"
    return not cache.add(known, words, int(tickets.LATEST.total_seconds())) and cache.get(known) != words


def _written(key: str, known: Form, given: dict[str, str], file: dict[str, str], language: str) -> bytes:
    email = given["email"].strip().lower()
    id_ = tickets.read(given["ticket"], f"{key}/{known.name}", house.SECRET_KEY, now())
    about = {"name": known.name, "subject": given["subject"].strip()[:200]}
    return writing.message(
        f"form:{email}", now(), id_=id_, text=filling.text(given), file=file, name=given["name"].strip(), email=email,
        language=language, form=about,
    )  # fmt: skip


def _page(request: HttpRequest, channel: Channel, known: Form, language: str, **shown: Any) -> HttpResponse:
    site, words = Looks.of(channel.settings), packing.words("form")[language]
    ticket = tickets.issue(f"{channel.key}/{known.name}", house.SECRET_KEY, now())
    context = {
        "words": words, "language": language, "languages": site.languages, "base": f"/site/{channel.key}",
        "address": reverse("site_form", args=[channel.key, known.name]), "form": known, "privacy": site.privacy,
        "title": filling.title(known, words, language), "intro": looks.said(known.intro, language),
        "thanks": looks.said(known.thanks, language) or words["thanks"], "ticket": ticket, "bits": tickets.BITS,
        "theme": site.theme, "trap": TRAP, **shown,
    }  # fmt: skip
    status = 422 if shown.get("wrong") else 200
    answer = HttpResponse(render_to_string("site/form.html", context), status=status)
    answer["Content-Security-Policy"] = _policy(site)
    answer["Cache-Control"] = "no-store"
    return answer


def _policy(site: Looks) -> str:
    """Only what lies beside it may run; it may stand in a frame of the house's own sites and of no other."""
    frames = " ".join(("'self'", *site.origins))
    rest = "script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'"
    return f"default-src 'none'; {rest}; frame-ancestors {frames}"
