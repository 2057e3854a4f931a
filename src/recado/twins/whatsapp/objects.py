"""The Graph API's doors for what can be looked at: numbers, accounts, templates, subscriptions, blocked users."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recado.twins.whatsapp import media, people
from recado.twins.whatsapp.complaints import Complaint, nowhere, told
from recado.twins.whatsapp.graph import authorised, body_of, media_info, number_of, postman_of, stumble, world_of
from recado.twins.whatsapp.judging import WINDOW
from recado.twins.whatsapp.world import Account, Callback, Json, Number

DONE = {"success": True}


async def get_object(request: Request) -> Response:
    """GET /{id}?fields=…: a number, an account, a template or a file."""
    authorised(request)
    world, identifier = world_of(request), request.path_params["object"]
    if file := media.alive(world, identifier):
        return media_info(request, file)
    stumble(request)
    found = _described(request, identifier)
    fields = request.query_params.get("fields")
    wanted = fields.split(",") if fields else [key for key in found if key != "health_status"]
    return JSONResponse({key: found[key] for key in dict.fromkeys(["id", *wanted]) if key in found})


def _described(request: Request, identifier: str) -> Json:
    world = world_of(request)
    if number := world.numbers.get(identifier):
        return _number(number)
    if account := world.accounts.get(identifier):
        health = _health(account.can_send, "WABA", account.id)
        return {"id": account.id, "name": "Lumen Óptica", "health_status": health}
    for account in world.accounts.values():
        for template in account.templates:
            if template["id"] == identifier:
                return template
    raise nowhere(identifier)


def _number(number: Number) -> Json:
    override = {"webhook_configuration": {"phone_number": number.override.url}} if number.override else {}
    return {
        "id": number.id,
        "verified_name": number.name,
        "display_phone_number": f"+{number.digits}",
        "quality_rating": number.quality,
        "platform_type": "CLOUD_API",
        "status": "CONNECTED",
        "throughput": {"level": "STANDARD" if number.throughput.most <= 80 else "HIGH"},
        "whatsapp_business_manager_messaging_limit": number.tier,
        "health_status": _health(number.can_send, "PHONE_NUMBER", number.id),
        **override,
    }


def _health(can_send: str, kind: str, identifier: str) -> Json:
    entity: Json = {"entity_type": kind, "id": identifier, "can_send_message": can_send}
    if can_send != "AVAILABLE":
        entity["errors"] = [{"error_code": 141006, "error_description": "There is an error with the payment method."}]
    return {"can_send_message": can_send, "entities": [entity]}


async def post_object(request: Request) -> Response:
    """POST /{number} with `webhook_configuration`: this number's own callback."""
    authorised(request)
    number, body = number_of(request), await body_of(request)
    number.override = await _callback(request, body.get("webhook_configuration") or {})
    return JSONResponse(DONE)


async def delete_object(request: Request) -> Response:
    """DELETE /{media}."""
    authorised(request)
    if world_of(request).files.pop(request.path_params["object"], None) is None:
        raise nowhere(request.path_params["object"])
    return JSONResponse(DONE)


def account_of(request: Request) -> Account:
    """The account named in the path; 100/33 for any other."""
    account = world_of(request).accounts.get(request.path_params["object"])
    if account is None:
        raise nowhere(request.path_params["object"])
    return account


async def get_templates(request: Request) -> Response:
    """GET /{account}/message_templates, by `name`, `status`, `language`; paged by `limit` and `after`."""
    authorised(request)
    stumble(request)
    query = request.query_params
    found = [t for t in account_of(request).templates if _fits(t, dict(query))]
    return JSONResponse(_page(request, found))


def _fits(template: Json, query: dict[str, str]) -> bool:
    return all(template[key] == query[key] for key in ("name", "status", "language", "category") if key in query)


def _page(request: Request, found: list[Json]) -> Json:
    """A page as the Graph API cuts it: 25 unless told, `next` only where there is more."""
    after, limit = request.query_params.get("after", "0"), request.query_params.get("limit", "25")
    if not after.isdigit() or not limit.isdigit() or limit == "0":
        raise Complaint(100, "Params after and limit must be a cursor and a number.")
    end = int(after) + int(limit)
    paging: Json = {"cursors": {"before": after, "after": str(min(end, len(found)))}}
    if end < len(found):
        paging["next"] = str(request.url.include_query_params(after=end))
    return {"data": found[int(after) : end], "paging": paging}


async def get_numbers(request: Request) -> Response:
    """GET /{account}/phone_numbers."""
    authorised(request)
    account = account_of(request)
    numbers = [_number(n) for n in world_of(request).numbers.values() if n.account is account]
    return JSONResponse(_page(request, numbers))


async def subscriptions(request: Request) -> Response:
    """GET, POST, DELETE /{account}/subscribed_apps: without it webhooks of the account are never told."""
    authorised(request)
    account = account_of(request)
    if request.method == "GET":
        app = {"whatsapp_business_api_data": {"id": "310000000000001", "name": "Desk", "link": "https://example.com"}}
        override = {"override_callback_uri": account.override.url} if account.override else {}
        return JSONResponse({"data": [{**app, **override}] if account.subscribed else []})
    if request.method == "POST":
        account.override = await _callback(request, await body_of(request))
    account.subscribed = request.method == "POST"
    return JSONResponse(DONE)


async def _callback(request: Request, body: dict[str, Any]) -> Callback | None:
    """The callback a call asks for, proven by the handshake; None when it asks for none."""
    if not body.get("override_callback_uri"):
        return None
    callback = Callback(str(body["override_callback_uri"]), str(body.get("verify_token", "")))
    if not await postman_of(request).proven(callback):
        raise Complaint(100, "Callback verification failed: the challenge did not come back.")
    return callback


async def block_users(request: Request) -> Response:
    """GET, POST, DELETE /{number}/block_users; only who wrote within 24 hours can be blocked."""
    authorised(request)
    number, world = number_of(request), world_of(request)
    if request.method == "GET":
        blocked = [person for bsuid in number.blocked if (person := people.find(world, bsuid))]
        users = [{"messaging_product": "whatsapp", "wa_id": p.digits, "user_id": p.bsuid} for p in blocked]
        return JSONResponse(_page(request, users))
    done: list[Json] = []
    failed: list[Json] = []
    for entry in (await body_of(request)).get("block_users", []):
        _block(request, number, str(entry.get("user", "")), done, failed)
    word = "added_users" if request.method == "POST" else "removed_users"
    return JSONResponse({"messaging_product": "whatsapp", "block_users": {word: done, "failed_users": failed}})


def _block(request: Request, number: Number, user: str, done: list[Json], failed: list[Json]) -> None:
    world, adding = world_of(request), request.method == "POST"
    person = people.find(world, user)
    recent = person and world.clock.now() < person.wrote_at.get(number.id, 0.0) + WINDOW
    if person is None or (adding and not recent):
        failed.append({"input": user, "errors": [told(131047, "The user has not written within 24 hours.")]})
        return
    number.blocked = [b for b in number.blocked if b != person.bsuid] + ([person.bsuid] if adding else [])
    done.append({"input": user, "wa_id": person.digits})
