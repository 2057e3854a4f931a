"""Raw deliveries: what providers posted, as it came; for head and administrator."""

from django.db.models import F, Func, IntegerField, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from recado.desk.cases import access
from recado.desk.channels import replaying, wording_reasons
from recado.desk.channels.models import Delivery
from recado.desk.core.time import iso
from recado.desk.staff.models import Agent
from recado.doors.api import answers, finding, paging
from recado.doors.api.asks import DeliveryFilters
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

BYTES = {"responses": {200: {"description": "The raw bytes", "content": {"application/octet-stream": {}}}}}

router = Router(tags=["deliveries"])


@router.get("/deliveries", response=answers.RawDeliveries, **needs("deliveries:read"), summary="List deliveries")
def list_deliveries(request: HttpRequest, asked: Query[DeliveryFilters]) -> Json:
    """The newest first; `quarantined` where the whole or one fact of it waits for a person."""
    found = _measured(agent_of(request))
    found = found.filter(state=asked.state) if asked.state else found
    found = found.filter(channel__key=asked.channel) if asked.channel else found
    found = found.filter(received_at__gte=asked.since) if asked.since else found
    rows, after = paging.newest(found, asked.cursor, asked.limit)
    return {"items": [_show(row) for row in rows], "next": after}


@router.post(
    "/deliveries/{id}/replay", response={202: answers.RawDelivery}, **needs("deliveries:write"), summary="Read again"
)
def replay(request: HttpRequest, id: str) -> Json:
    """Idempotent: what was filed already is not filed twice."""
    agent = agent_of(request)
    delivery = access.fetch_delivery(agent, finding.key(id))
    replaying.replay_one(delivery)
    [row] = _measured(agent).filter(pk=delivery.pk)
    return _show(row)


@router.get("/deliveries/{id}/body", **needs("deliveries:read", **BYTES), summary="The raw bytes")
def body(request: HttpRequest, id: str) -> HttpResponse:
    """Exactly what the provider posted."""
    delivery = access.fetch_delivery(agent_of(request), finding.key(id))
    response = HttpResponse(bytes(delivery.body), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="delivery-{delivery.pk}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _measured(agent: Agent) -> QuerySet[Delivery]:
    """Without the bytes, but with their number, as `size`."""
    size = Func(F("body"), function="octet_length", output_field=IntegerField())
    return access.deliveries(agent).select_related("channel").defer("body").annotate(size=size)


def _show(row: Delivery) -> Json:
    return {
        "id": str(row.pk),
        "channel": row.channel.key,
        "state": row.state,
        "received_at": iso(row.received_at),
        "bytes": row.size,  # type: ignore[attr-defined]
        "reason": wording_reasons.said(row.reason) or None,
    }
