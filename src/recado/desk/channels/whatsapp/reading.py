"""What a delivery tells: the bytes of a webhook as facts, one per message, status and change."""

from collections.abc import Callable, Iterator
from typing import Any

from recado.desk.channels.port import AccountNotice, Fact, Json, Unknown
from recado.desk.channels.whatsapp import faults, loading, messages, notices, persons, receipts
from recado.desk.channels.whatsapp.picking import instant, thing, things, word
from recado.desk.channels.whatsapp.walking import Change, changes


def read(body: bytes) -> list[Fact]:
    """The facts in the order of the body; nothing is left out: what has no reader becomes `Unknown`.

    Raises Unreadable when the body is not a JSON object, and nothing else.
    """
    return [fact for change in changes(loading.load(body)) for fact in _facts(change)]


def _facts(change: Change) -> list[Fact]:
    if change.field in notices.TEMPLATE_FIELDS and change.value:
        return [_safely(lambda: notices.read_template(change), change.raw, change)]
    if change.field in notices.ACCOUNT_FIELDS and change.value:
        return [_safely(lambda: notices.read_account(change), change.raw, change)]
    if change.field == "user_id_update" and "user_id" in change.value:
        return [_safely(lambda: persons.read_id_update(change.value, change), change.raw, change)]
    facts = [fact for key, part in change.value.items() for fact in _told(key, part, change)]
    return facts or [Unknown(raw=change.raw, to=change.to, at=change.at, why=change.field or "no change")]


def _told(key: str, part: Any, change: Change) -> Iterator[Fact]:
    if key == "history":
        for chunk in things(part):
            yield from _history(chunk, change)
    elif key in _READERS:
        for item in things(part):
            yield _item(_READERS[key], item, change)


def _item(reader: Callable[[Json, Change], Fact], item: Any, change: Change) -> Fact:
    if not isinstance(item, dict):
        return Unknown(raw=item, to=change.to, at=change.at, why="no object")
    return _safely(lambda: reader(item, change), item, change)


def _safely(reader: Callable[[], Fact], raw: Any, change: Change) -> Fact:
    """One broken item must not take the others of its delivery with it (WA9)."""
    try:
        return reader()
    except Exception as wrong:
        of = thing(raw)
        return Unknown(raw, change.to, instant(of.get("timestamp")), word(of.get("id")), why=repr(wrong)[:200])


def _history(chunk: Any, change: Change) -> Iterator[Fact]:
    told: list[Fact] = [_item(faults.notice, error, change) for error in things(thing(chunk).get("errors"))]
    for thread in things(thing(chunk).get("threads")):
        told += _old_messages(thing(thread), change)
    if not told:
        more = thing(thing(chunk).get("metadata"))
        told = [AccountNotice("history", change.to, change.at, more=more)] if more else [_unread(chunk, change)]
    yield from told


def _old_messages(thread: Json, change: Change) -> list[Fact]:
    person = word(thread.get("id"))
    lines = things(thread.get("messages"))
    return [_item(lambda line, of: messages.read_old(line, person, of), line, change) for line in lines]


def _unread(raw: Any, change: Change) -> Unknown:
    return Unknown(raw=raw, to=change.to, at=change.at, why=change.field)


_READERS: dict[str, Callable[[Json, Change], Fact]] = {
    "messages": messages.read,
    "message_echoes": messages.read_echo,
    "statuses": receipts.read,
    "errors": faults.notice,
    "user_preferences": persons.read_preference,
    "user_actions": persons.read_action,
    "user_id_update": persons.read_id_update,
    "business_username_updates": persons.read_username,
    "state_sync": persons.read_saved,
    "calls": persons.read_call,
    "groups": notices.read_group,
}
