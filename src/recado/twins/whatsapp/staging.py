"""The twin's doors for the stage, under /twin: mishaps, the clock, numbers, templates, webhooks, what was told."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recado.twins.whatsapp import people, templates
from recado.twins.whatsapp.acting import number_in
from recado.twins.whatsapp.complaints import Complaint
from recado.twins.whatsapp.envelopes import Update
from recado.twins.whatsapp.graph import body_of, postman_of, world_of
from recado.twins.whatsapp.moods import UPSETS
from recado.twins.whatsapp.showing import seen_delivery
from recado.twins.whatsapp.world import Callback

NUMBER_KEYS = ("quality", "tier", "can_send", "free_left", "name")


async def post_upsets(request: Request) -> Response:
    """The next sends go wrong: `upset`, `times`."""
    body = await body_of(request)
    if body.get("upset") not in UPSETS:
        raise Complaint(100, f"upset must be one of {', '.join(UPSETS)}.")
    world_of(request).dice.forced.extend([body["upset"]] * body.get("times", 1))
    return JSONResponse({})


async def post_clock(request: Request) -> Response:
    """Let `advance` seconds pass."""
    world_of(request).clock.advance(float((await body_of(request))["advance"]))
    return JSONResponse({"now": world_of(request).clock.now()})


async def put_callback(request: Request) -> Response:
    """The app's callback: `url`, `verify_token`, perhaps `app_secret`; answers whether the handshake held."""
    world, body = world_of(request), await body_of(request)
    world.app_secret = body.get("app_secret") or world.app_secret
    world.callback = Callback(body["url"], body.get("verify_token") or world.setup.verify_token)
    return JSONResponse({"proven": await postman_of(request).proven(world.callback)})


async def put_token(request: Request) -> Response:
    """Another access token; the one before is over."""
    world_of(request).token = (await body_of(request))["token"]
    return JSONResponse({})


async def post_number(request: Request) -> Response:
    """One more number of ours: `id`, `number`, `name`, perhaps `account`."""
    world, body = world_of(request), await body_of(request)
    account = body.get("account") or world.setup.business_account_id
    number = world.add_number(body["id"], people.digits_of(body["number"]), account, body.get("name", ""))
    number.account.templates = number.account.templates or templates.stock()
    return JSONResponse({"id": number.id}, 201)


async def patch_number(request: Request) -> Response:
    """Quality, limit, health and free messages of a number."""
    number = number_in(request, request.path_params["number"])
    for key, value in (await body_of(request)).items():
        if key in NUMBER_KEYS:
            setattr(number, key, value)
    return JSONResponse({})


async def post_template(request: Request) -> Response:
    """One more template: `name`, `language`, `body`, perhaps `category` and any key of the provider's."""
    body = await body_of(request)
    known = templates.template(**body)
    number_in(request, None).account.templates.append(known)
    return JSONResponse(known, 201)


async def post_webhook(request: Request) -> Response:
    """Tell any `field` with any `value`, about the account or the number `to`."""
    body = await body_of(request)
    number = number_in(request, body.get("to"))
    postman_of(request).tell(Update(number.account.id, body["field"], body["value"], number))
    return JSONResponse({}, 201)


async def get_deliveries(request: Request) -> Response:
    """The last ten thousand bodies that were told, with what was answered."""
    return JSONResponse([seen_delivery(delivery) for delivery in postman_of(request).deliveries])


async def post_settling(request: Request) -> Response:
    """Wait until all is told: `within` seconds at the most."""
    within = float((await body_of(request)).get("within", 5))
    return JSONResponse({"settled": await world_of(request).settled(within)})
