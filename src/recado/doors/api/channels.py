"""Channels: the accounts through which words travel."""

from functools import cache

from django.http import HttpRequest
from ninja import Query, Router

from recado.desk.cases import access
from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from recado.doors.api import answers, paging
from recado.doors.api.asks import Paged
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

router = Router(tags=["channels"])


@router.get("/channels", response=answers.Channels, **needs("channels:read"), summary="List channels")
def list_channels(request: HttpRequest, page: Query[Paged]) -> Json:
    """Every agent may know the channels of the house, the newest first."""
    rows, after = paging.newest(access.channels(agent_of(request)), page.cursor, page.limit)
    return {"items": [show(row) for row in rows], "next": after}


@router.get("/channels/{key}", response=answers.Channel, **needs("channels:read"), summary="Read a channel")
def read_channel(request: HttpRequest, key: str) -> Json:
    """One channel by its key, with what it can do."""
    return show(access.fetch_channel(agent_of(request), key))


def show(row: Channel) -> Json:
    return {
        "key": row.key,
        "kind": row.kind,
        "name": row.name,
        "address": row.address,
        "role": row.role,
        "state": row.state,
        "abilities": _abilities(row.kind),
    }


@cache
def _abilities(kind: str) -> Json:
    can = registry.adapter(kind).abilities
    return {
        "text_limit": can.text_limit,
        "files": [{"mime": mime, "bytes": limit.bytes} for limit in can.files for mime in limit.mimes],
        "templates": can.templates,
        "window": can.window_hours,
        "voice": can.voice,
        "groups": can.groups,
        "starts_first": can.starts_first,
    }
