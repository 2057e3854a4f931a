"""The twin's doors for customers, under /twin/customers: be one, write, send files, read, change."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recado.twins.whatsapp import ladder, people
from recado.twins.whatsapp.complaints import nowhere
from recado.twins.whatsapp.graph import body_of, postman_of, world_of
from recado.twins.whatsapp.showing import seen_customer
from recado.twins.whatsapp.world import Fate, Number, Person
from recado.twins.whatsapp.writing import Pen

PERSON_KEYS = ("name", "username", "hidden", "reads", "blocks_us", "opted_out")


def _pen(request: Request) -> Pen:
    return Pen(world_of(request), postman_of(request))


def _person(request: Request) -> Person:
    who = request.path_params["who"]
    person = people.find(world_of(request), who)
    if person is None:
        raise nowhere(who)
    return person


def number_in(request: Request, identifier: str | None) -> Number:
    """The number of ours with this id, the first one if none is named."""
    numbers = world_of(request).numbers
    if identifier and identifier not in numbers:
        raise nowhere(identifier)
    return numbers[identifier] if identifier else next(iter(numbers.values()))


async def post_customer(request: Request) -> Response:
    """A customer with `number`, or `bsuid` alone; other keys as in PATCH."""
    world, body = world_of(request), await body_of(request)
    person = people.meet(world, people.digits_of(body.get("number") or ""), body.get("bsuid"))
    if body.get("bsuid"):
        world.persons.pop(person.bsuid, None)
        person.bsuid = body["bsuid"]
        people.know(world, person)
    person.hidden = not person.digits
    return JSONResponse(seen_customer(world, _changed(person, body)), 201)


def _changed(person: Person, body: dict[str, Any]) -> Person:
    for key in PERSON_KEYS:
        if key in body:
            setattr(person, key, body[key])
    if "fate" in body:
        person.fate = Fate(**body["fate"]) if body["fate"] else None
    return person


async def customer(request: Request) -> Response:
    """GET a customer with all that was received and said; PATCH name, habits and `fate {code, later}`."""
    person = _person(request)
    if request.method == "PATCH":
        _changed(person, await body_of(request))
    return JSONResponse(seen_customer(world_of(request), person))


async def post_said(request: Request) -> Response:
    """A customer writes: `type`, its object, `context`, `timestamp` as the provider will tell it; `to` a number id."""
    body = await body_of(request)
    number, lane = number_in(request, body.pop("to", None)), body.pop("lane", "")
    return JSONResponse(_pen(request).say(_person(request), number, body, lane), 201)


async def post_file(request: Request) -> Response:
    """A customer sends the bytes of the body: `?type=image&caption=…&filename=…&voice=1&to=…&context=…`."""
    query = dict(request.query_params)
    number, kind = number_in(request, query.pop("to", None)), query.pop("type", "document")
    mime = request.headers.get("content-type", "application/octet-stream")
    more: dict[str, Any] = {**query, "voice": query.get("voice") == "1"} if kind == "audio" else query
    said = _pen(request).hand_over(_person(request), number, kind, await request.body(), mime, **more)
    return JSONResponse(said, 201)


async def post_reading(request: Request) -> Response:
    """The customer opens the chat: all that was delivered is read, what comes within the ladder too."""
    for sent in _person(request).inbox:
        ladder.read(world_of(request), postman_of(request), sent)
    return JSONResponse({})


async def put_number(request: Request) -> Response:
    """The customer gets a new phone: `number`."""
    person, body = _person(request), await body_of(request)
    number = number_in(request, body.get("to"))
    _pen(request).change_number(person, number, people.digits_of(body["number"]))
    return JSONResponse(seen_customer(world_of(request), person))


async def put_marketing(request: Request) -> Response:
    """The customer says `stop` or `resume` in `value`."""
    body = await body_of(request)
    _pen(request).prefer(_person(request), number_in(request, body.get("to")), body["value"])
    return JSONResponse({})


async def post_echo(request: Request) -> Response:
    """Staff types to this customer on the phone that shares our number."""
    body = await body_of(request)
    number = number_in(request, body.pop("to", None))
    return JSONResponse(_pen(request).echo(_person(request), number, body), 201)


async def get_file(request: Request) -> Response:
    """The bytes of any file, as a customer's phone shows them."""
    file = world_of(request).files.get(request.path_params["file"])
    return Response(file.bytes, media_type=file.mime) if file else Response(status_code=404)
