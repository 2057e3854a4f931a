"""A mail as it was sent: its page, shut in a frame where nothing runs; and its raw bytes for those who see all."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.clickjacking import xframe_options_sameorigin

from recado.desk.cases import access
from recado.desk.channels.models import Delivery
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Attachment
from recado.desk.files import keeping
from recado.desk.staff.models import Agent
from recado.doors.web.pages.guarding import inside

INSIDE = re.compile(r'src="cid:([^"]*)"', re.IGNORECASE)
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:{remote}; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
"""Links open beside the desk; pictures of others come only when somebody asked for them."""


@xframe_options_sameorigin
@inside("GET")
def page(request: HttpRequest, agent: Agent, message: int) -> HttpResponse:
    """The clean page in its own document."""
    mail = _mail(agent, message)
    with_remote = "remote" in request.GET
    html = mail.html.replace(' data-remote="', ' src="') if with_remote else mail.html
    # It was cleaned when it came; pictures that came with it are our own files.
    shown = {"html": mark_safe(_with_pictures(html, mail)), "mail": mail}
    answer = render(request, "web/mail_page.html", shown)
    answer["Content-Security-Policy"] = POLICY.format(remote=" https: http:" if with_remote else "")
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@inside("GET")
def raw(request: HttpRequest, agent: Agent, message: int) -> HttpResponse:
    """The bytes as they came or left, as text that nothing interprets."""
    mail = _mail(agent, message)
    if not agent.sees_all:
        raise Http404
    return HttpResponse(_bytes(mail), content_type="text/plain; charset=utf-8")


def _mail(agent: Agent, message: int) -> Mail:
    found: Mail | None = Mail.objects.select_related("raw").filter(message=access.fetch_message(agent, message)).first()
    if found is None:
        raise Http404
    return found


def _bytes(mail: Mail) -> bytes:
    if mail.raw and keeping.path(mail.raw).exists():
        return keeping.path(mail.raw).read_bytes()
    delivery = Delivery.objects.filter(pk=mail.delivery or 0).first()
    if delivery is None:
        raise Http404
    return bytes(delivery.body)


def _with_pictures(html: str, mail: Mail) -> str:
    files = Attachment.objects.filter(message=mail.pk).exclude(blob=None).order_by("pk")
    places = {str((one.source or {}).get("cid", "")).lower(): f"/attachments/{one.pk}" for one in files}
    return INSIDE.sub(lambda found: _src(places.get(found[1].lower(), "")), html)


def _src(place: str) -> str:
    return f'src="{place}"' if place else 'alt=""'
