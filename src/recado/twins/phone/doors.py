"""The phone's own doors under /phone: who there is, a talk, saying something, sending a file, opening the chat."""

import mimetypes
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recado.twins.phone import conversation, remembering, voicing
from recado.twins.whatsapp import ladder, media, people
from recado.twins.whatsapp.acting import number_in
from recado.twins.whatsapp.complaints import Complaint, nowhere
from recado.twins.whatsapp.graph import body_of, postman_of, world_of
from recado.twins.whatsapp.world import Json, Person
from recado.twins.whatsapp.writing import Pen

SAYS = ("text", "location", "reaction", "edit", "revoke")
LISTED = 40


def _person(request: Request) -> Person:
    person = people.find(world_of(request), request.path_params["who"])
    if person is None:
        raise nowhere(request.path_params["who"])
    return person


async def customers(request: Request) -> Response:
    """GET: numbers of the house and customers, who spoke last first. POST: one more, `name` and `number`."""
    world = world_of(request)
    if request.method == "POST":
        body = await body_of(request)
        digits = people.digits_of(str(body.get("number") or ""))
        if not 8 <= len(digits) <= 15:
            raise Complaint(100, "number is not a phone number.")
        person = people.meet(world, digits)
        person.name = str(body.get("name") or "")[:80].strip() or f"+{digits}"
        return JSONResponse(conversation.row(world, person), 201)
    rows = [conversation.row(world, one) for one in remembering.newest_first(world)[:LISTED]]
    return JSONResponse({"numbers": _numbers(request), "customers": rows})


def _numbers(request: Request) -> list[Json]:
    return [{"id": one.id, "name": one.name, "number": f"+{one.digits}"} for one in world_of(request).numbers.values()]


async def talk(request: Request) -> Response:
    """The talk with one number of the house, and whether somebody there is typing."""
    world, person = world_of(request), _person(request)
    number = number_in(request, request.query_params.get("to"))
    bubbles = conversation.talk(world, person, number)
    typing = world.clock.now() < person.typing_until
    return JSONResponse({"bubbles": bubbles, "typing": typing})


async def say(request: Request) -> Response:
    """The customer says `type` and the object of that name to the number `to`; `context` quotes."""
    person, body = _person(request), await body_of(request)
    number = number_in(request, body.pop("to", None))
    if body.get("type") not in SAYS:
        raise Complaint(100, "type is none that a phone says.")
    said: dict[str, Any] = {key: body[key] for key in ("type", body["type"]) if key in body}
    if quoted := body.get("quote"):
        said["context"] = {"from": number.digits, "id": quoted}
    return JSONResponse(Pen(world_of(request), postman_of(request)).say(person, number, said), 201)


async def hand_over(request: Request) -> Response:
    """The customer sends the bytes of the body: `?name=…&caption=…&voice=1&to=…`."""
    person, query, data = _person(request), request.query_params, await request.body()
    name = query.get("name", "")[:120]
    mime = media.bare(request.headers.get("content-type") or mimetypes.guess_type(name)[0] or "")
    if query.get("voice"):
        try:
            data, mime = voicing.voice(data), voicing.MIME
        except voicing.Unheard as wrong:
            raise Complaint(131053, "The recording cannot be heard.") from wrong
    kind = media.kind_of(mime)
    if kind == "audio" and not query.get("voice"):
        media.check(data, mime)
    more: Json = {"voice": True} if query.get("voice") else {}
    more |= {"caption": query["caption"]} if query.get("caption") else {}
    more |= {"filename": name} if kind == "document" else {}
    pen = Pen(world_of(request), postman_of(request))
    return JSONResponse(pen.hand_over(person, number_in(request, query.get("to")), kind, data, mime, **more), 201)


async def read(request: Request) -> Response:
    """The customer opens the chat."""
    for sent in _person(request).inbox:
        ladder.read(world_of(request), postman_of(request), sent)
    return JSONResponse({})


async def file(request: Request) -> Response:
    """The bytes of a picture, recording or document; nothing that a browser would run."""
    found = world_of(request).files.get(request.path_params["file"])
    if found is None:
        return Response(status_code=404)
    shown = media.bare(found.mime).split("/")[0] in ("image", "audio", "video")
    headers = {"content-disposition": "inline" if shown else "attachment"}
    return Response(found.bytes, media_type=found.mime, headers=headers)
