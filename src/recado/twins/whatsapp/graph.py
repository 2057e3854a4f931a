"""The Graph API's doors for messages and files: who asks, for what, and what goes wrong on the way."""

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recado.twins.whatsapp import accepting, media, reading
from recado.twins.whatsapp.complaints import Complaint, nowhere
from recado.twins.whatsapp.delivering import Postman
from recado.twins.whatsapp.world import File, Json, Number, World

REFUSED = {
    "throughput": (130429, "Cloud API message throughput has been reached."),
    "pair": (131056, "Too many messages from this phone number to the same phone number in a short time."),
    "broken_before": (131000, "Message failed to send due to an unknown error."),
}


def world_of(request: Request) -> World:
    """The world this request is asked of."""
    world: World = request.app.state.world
    return world


def postman_of(request: Request) -> Postman:
    """Who tells the callbacks."""
    postman: Postman = request.app.state.postman
    return postman


def authorised(request: Request) -> None:
    """Complaint 190 unless the Bearer token is ours."""
    if request.headers.get("authorization") != f"Bearer {world_of(request).token}":
        raise Complaint(190, "Error validating access token: the session is invalid or has expired.")


def stumble(request: Request) -> None:
    """Now and then any call fails for no reason: 131000, HTTP 500."""
    dice = world_of(request).dice
    if dice.sending(dice.mood.stumbles):
        raise Complaint(131000, "Something went wrong, try again.")


def number_of(request: Request) -> Number:
    """The number named in the path; 100/33 for any other."""
    identifier = request.path_params["object"]
    number = world_of(request).numbers.get(identifier)
    if number is None:
        raise nowhere(identifier)
    return number


async def body_of(request: Request) -> Any:
    """The JSON of a call; Complaint 100 when it is none."""
    try:
        return json.loads(await request.body() or b"{}")
    except ValueError:
        raise Complaint(100, "The request body is not valid JSON.") from None


async def post_message(request: Request) -> Response:
    """POST /{number}/messages: accept, refuse, or break before or after accepting."""
    authorised(request)
    number, body, world = number_of(request), await body_of(request), world_of(request)
    if isinstance(body, dict) and body.get("status") == "read":
        return JSONResponse(accepting.mark_read(world, number, body))
    upset = world.dice.upset()
    if upset == "unavailable":
        return Response("<html><body>Service Unavailable</body></html>", 503, media_type="text/html")
    if upset in REFUSED:
        raise Complaint(*REFUSED[upset])
    answer = accepting.accept(world, postman_of(request), number, reading.read(body))
    return await _answered(request, answer, upset)


async def _answered(request: Request, answer: Json, upset: str | None) -> Response:
    """The message was taken; whether the caller learns of it is another matter."""
    setup = world_of(request).setup
    if upset == "broken_after":
        raise Complaint(131016, "Service temporarily unavailable.")
    if upset == "silent":
        await asyncio.sleep(setup.silent_for)
    if upset in ("silent", "hung_up"):
        return HungUp()
    if upset == "late_answer":
        await asyncio.sleep(0.6 * setup.pace)
    return JSONResponse(answer)


class HungUp(Response):
    """No answer at all: the connection is cut."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope["extensions"]["hang up"]["cut"]()
        await receive()


async def post_media(request: Request) -> Response:
    """POST /{number}/media: multipart with `messaging_product`, `file` and perhaps `type`."""
    authorised(request)
    stumble(request)
    number = number_of(request)
    async with request.form() as form:
        if form.get("messaging_product") != "whatsapp":
            raise Complaint(100, "The parameter messaging_product is required.")
        file = form.get("file")
        if file is None or isinstance(file, str):
            raise Complaint(100, "The parameter file is required.")
        mime = str(form.get("type") or file.content_type or "")
        data = await file.read()
    media.check(data, mime)
    return JSONResponse({"id": media.keep(world_of(request), number.id, data, mime).id})


def media_info(request: Request, file: File) -> Response:
    """GET /{media}: where its bytes lie for five minutes."""
    stumble(request)
    wanted = request.query_params.get("phone_number_id")
    if wanted and wanted != file.number:
        raise nowhere(file.id)
    return JSONResponse(
        {
            "messaging_product": "whatsapp",
            "url": media.address(world_of(request), file),
            "mime_type": file.mime,
            "sha256": file.sha256,
            "file_size": str(len(file.bytes)),
            "id": file.id,
        }
    )


async def download(request: Request) -> Response:
    """The bytes: 401 without the token, 404 when the address is over."""
    query = request.query_params
    if request.headers.get("authorization") != f"Bearer {world_of(request).token}":
        return Response(status_code=401)
    stumble(request)
    file = media.opened(world_of(request), query.get("mid", ""), query.get("ext", ""), query.get("hash", ""))
    return Response(file.bytes, media_type=file.mime) if file else Response(status_code=404)
