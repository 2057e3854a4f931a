"""What is being written: kept while one types, and fetched where another device went on."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from recado.desk.cases import access, illustrating
from recado.desk.conversations import drafting, letters
from recado.desk.conversations.drafting import Words
from recado.desk.conversations.models import Draft, Thread, ThreadKind
from recado.desk.core.text import storable
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, messages
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import drafts, envelopes, firsts

LONGEST_FIELD, MOST_VALUES = 1000, 100  # characters; addresses of one field


@inside("GET", "PUT")
@writing
def draft(request: HttpRequest, agent: Agent, thread: int) -> JsonResponse:
    """PUT keeps what stands in the box, `settled` once the agent has chosen between two devices."""
    return _answered(request, agent, access.fetch_thread(agent, thread))


@inside("GET", "PUT")
@writing
def first(request: HttpRequest, agent: Agent, number: int) -> JsonResponse:
    """The same for a mail to somebody that shall begin a conversation; what stands above its words is kept, too."""
    return _answered(request, agent, access.fetch_person(agent, number))


def _answered(request: HttpRequest, agent: Agent, place: drafting.Place) -> JsonResponse:
    said = answering.said(request)
    is_note = said.get("kind") == "note" and isinstance(place, Thread)
    if request.method == "GET":
        return _shown(request, drafting.draft(agent, place, is_note=is_note))
    kept = _kept(request, agent, place, is_note=is_note)
    return _shown(request, drafting.settle(agent, place, is_note=is_note) if "settled" in said else kept)


def _kept(request: HttpRequest, agent: Agent, place: drafting.Place, *, is_note: bool) -> Draft:
    thread = place if isinstance(place, Thread) else None
    said = answering.said(request)
    files = tuple(file.pk for file in messages.attached(request, agent))
    version = said.get("version", "")
    is_rich = thread is None or (thread.kind == ThreadKind.MAIL and not is_note)
    html = illustrating.kept(agent, thread, said.get("html", "")) if is_rich else ""
    head = _head(request, thread) if is_rich else {}
    return drafting.keep(
        agent,
        place,
        Words(said.get("text", ""), files, messages.answered(request, agent), html, head),
        seen=int(version) if version.isdecimal() and len(version) < 10 else 0,
        device=said.get("device", "")[:40],
        is_note=is_note,
        client_id=said.get("client_id", "")[: messages.LONGEST_ID] or None,
    )


def _head(request: HttpRequest, thread: Thread | None) -> dict[str, list[str]]:
    """What stands above the words: of a first mail without what is empty, of an answer what is not as usual."""
    said = answering.said(request)
    if thread is None:
        given = {name: found for name in firsts.HEAD if (found := [one for one in said.getlist(name) if one.strip()])}
    else:
        letter = envelopes.said(said)
        given = letters.unusual(thread, letter) if letter else {}
    return {name: [storable(one)[:LONGEST_FIELD] for one in values[:MOST_VALUES]] for name, values in given.items()}


def _shown(request: HttpRequest, kept: Draft) -> JsonResponse:
    """The draft as the box fills itself with it; files and the other device's words as they are drawn."""
    begun = drafts.begun(kept)
    is_rich = kept.thread is None or (kept.thread.kind == ThreadKind.MAIL and not kept.is_note)
    context: dict[str, Any] = {"begun": begun, "is_rich": is_rich}
    quote = begun.quote
    return JsonResponse(
        {
            "version": begun.version,
            "text": begun.text,
            "html": begun.html,
            "quote": {"replyTo": quote.id, "author": quote.author, "words": quote.words} if quote else None,
            "attachments": [file.id for file in begun.files],
            "files": render_to_string("web/talk/files.html", context, request).strip(),
            "earlier": render_to_string("web/talk/twice.html", context, request).strip(),
        }
    )
