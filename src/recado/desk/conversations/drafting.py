"""What is an agent writing here? Drafts, kept while he types, so that no second device and no ending loses a word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from recado.desk.conversations import rich_words
from recado.desk.conversations.models import Draft, Message, Thread
from recado.desk.core.statements import AnyOf, Blank, Statement
from recado.desk.core.text import snippet, storable
from recado.desk.core.time import iso, now
from recado.desk.journal.announcing import OWN, Change
from recado.desk.journal.whispering import whisper
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent

LONGEST = 20_000  # characters
MOST_EARLIER = 10
EMPTY_FOR = timedelta(days=7)
BLANK = Q(text="", attachments=[], earlier=[])
type Place = Thread | Person
"""Where it shall be said: in a thread, or in a first mail to a person."""


@dataclass(frozen=True)
class Words:
    """What stands in the box: the text, the files by key, and the provider's id of the message that is answered.

    `html` says the text richly; it is tidied, and the text read from it, when it is kept. `head`: see Draft.
    """

    text: str = ""
    attachments: tuple[int, ...] = ()
    reply_to: str | None = None
    html: str = ""
    head: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return not (self.text.strip() or self.attachments)


_OF_THREAD = Statement(lambda: Draft.objects.filter(agent=Blank("agent"), thread=Blank("thread")))
_BEGUN = Statement(
    lambda: (
        Draft.objects.filter(agent=Blank("agent"), thread=AnyOf("threads"))
        .exclude(text="", attachments=[])
        .order_by("at", "pk")
        .values_list("thread", "text")
    )
)


def draft(agent: Agent, place: Place, *, is_note: bool = False) -> Draft:
    """What was kept last; an empty one of version 0 where nothing was."""
    if isinstance(place, Thread):
        return drafts(agent, place)[is_note]
    found = Draft.objects.select_related("agent").filter(agent=agent, **_at(place)).first()
    return found or _empty(agent, place, False)


def drafts(agent: Agent, thread: Thread) -> list[Draft]:
    """The reply and the note that the agent has begun, in one statement; empty ones where nothing was."""
    found = {one.is_note: one for one in _OF_THREAD(agent=agent.pk, thread=thread.pk)}
    both = [found.get(is_note) or _empty(agent, thread, is_note) for is_note in (False, True)]
    for one in both:
        one.agent = agent
    return both


def drafts_of(agent: Agent, threads: Iterable[int]) -> dict[int, str]:
    """The first words of what the agent is writing in these threads; empty words where there are only files."""
    return {thread: snippet(text) for thread, text in _BEGUN(agent=agent.pk, threads=list(threads))}


@transaction.atomic
def keep(
    agent: Agent,
    place: Place,
    words: Words,
    *,
    seen: int,
    device: str = "",
    is_note: bool = False,
    client_id: str | None = None,
) -> Draft:
    """Keep what is written. `seen` is the version that this device knew; its own last saving it may have missed.

    If another device wrote meanwhile, its text is kept in `earlier`. What `client_id` says was sent already is no
    draft any more: such a saving came late.
    """
    kept = _held(agent, place, is_note)
    words = _tidied(words)
    there = Q(thread=place) if isinstance(place, Thread) else Q(thread__person=place)
    if client_id and Message.objects.filter(there, client_id=client_id).exists():
        return kept
    if seen != kept.version and not (device and device == kept.device):
        if words.is_blank:
            return kept
        kept.earlier = _both(kept, words.text)
        files = (*kept.attachments, *words.attachments)
        words = replace(words, attachments=files, reply_to=words.reply_to or kept.reply_to)
    kept.device = device
    return _write(kept, words)


@transaction.atomic
def settle(agent: Agent, place: Place, *, is_note: bool = False) -> Draft:
    """The agent has chosen between what two devices wrote: what is written stays."""
    kept = _held(agent, place, is_note)
    kept.earlier = []
    return _saved(kept)


@transaction.atomic
def drop(agent: Agent, place: Place, *, is_note: bool = False) -> None:
    """It was sent, or thrown away. What another device wrote stays, to be looked at."""
    here = Draft.objects.filter(agent=agent, is_note=is_note, **_at(place))
    found = here.exclude(BLANK, reply_to=None, head={})
    for kept in found.select_for_update(no_key=True):
        newest = kept.earlier[-1] if kept.earlier else {"text": ""}
        kept.earlier = kept.earlier[:-1]
        _write(kept, Words(newest["text"], html=newest.get("html", "")))


@transaction.atomic
def give_back(agent: Agent, thread: Thread, words: Words) -> Draft:
    """Put what was taken back before what has been begun since."""
    kept = _held(agent, thread, is_note=False)
    text, html = rich_words.joined((words.text, words.html), (kept.text, kept.html))
    files = (*words.attachments, *kept.attachments)
    return _write(kept, Words(text, files, words.reply_to or kept.reply_to, html, words.head or kept.head))


def forget(at: datetime) -> int:
    """Drop the empty rows of drafts that were sent long ago; gives how many."""
    return Draft.objects.filter(BLANK, at__lt=at - EMPTY_FOR).delete()[0]


def _empty(agent: Agent, place: Place, is_note: bool) -> Draft:
    return Draft(agent=agent, is_note=is_note, version=0, at=now(), **_at(place))


def _at(place: Place) -> dict[str, Any]:
    return {"thread": place} if isinstance(place, Thread) else {"thread": None, "person": place}


def _held(agent: Agent, place: Place, is_note: bool) -> Draft:
    """The row, locked. An emptied one stays for a while: versions only go up, so an old one is seen to be old."""
    fresh, where = {"version": 0, "at": now()}, {"agent": agent, "is_note": is_note, **_at(place)}
    Draft.objects.get_or_create(**where, defaults=fresh)
    locked = Draft.objects.select_for_update(of=("self",), no_key=True).select_related("agent")
    return locked.get(**where)


def _tidied(words: Words) -> Words:
    text, html = rich_words.read(storable(words.html), storable(words.text))
    return replace(words, text=text[:LONGEST], html=html)


def _both(kept: Draft, text: str) -> list[dict[str, Any]]:
    """What other devices wrote, less what is only the beginning of something kept."""
    others = [*kept.earlier, {"text": kept.text, "html": kept.html, "at": iso(kept.at)}]
    texts = [one["text"] for one in others] + [text]
    kept_apart = [
        one
        for place, one in enumerate(others)
        if one["text"].strip() and not any(later.startswith(one["text"]) for later in texts[place + 1 :])
    ]
    return [one for one in kept_apart if one["text"] not in text][-MOST_EARLIER:]


def _write(kept: Draft, words: Words) -> Draft:
    changed = (kept.text, kept.html, list(kept.attachments), kept.reply_to, kept.head)
    kept.text, kept.html = (words.text, words.html) if words.text.strip() else ("", "")
    kept.reply_to, kept.attachments = words.reply_to, list(dict.fromkeys(words.attachments))
    kept.head = dict(words.head)
    if changed == (kept.text, kept.html, kept.attachments, kept.reply_to, kept.head) and kept.version:
        kept.save(update_fields=["earlier", "device"])
        return kept
    return _saved(kept)


def _saved(kept: Draft) -> Draft:
    """Written, and told to the agent's own pages; nothing to the journal, since nothing was said yet."""
    kept.version, kept.at = kept.version + 1, now()
    kept.save()
    kind = "note" if kept.is_note else "reply"
    if kept.thread_id:
        whisper(Change(None, kept.thread_id, (), kept.agent_id, f"{OWN}draft.{kind}.{kept.version}"))
    return kept
