"""Which address leads where: the Graph API with or without a version, the download, and the twin's own doors."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from recado.twins.whatsapp import acting, graph, objects, people, staging, templates
from recado.twins.whatsapp.complaints import Complaint
from recado.twins.whatsapp.delivering import Postman
from recado.twins.whatsapp.setup import Setup
from recado.twins.whatsapp.world import World

VERSION = re.compile(r"^/v\d+\.\d+(?=/)")

TWIN = [
    Route("/twin/customers", acting.post_customer, methods=["POST"]),
    Route("/twin/customers/{who}", acting.customer, methods=["GET", "PATCH"]),
    Route("/twin/customers/{who}/messages", acting.post_said, methods=["POST"]),
    Route("/twin/customers/{who}/files", acting.post_file, methods=["POST"]),
    Route("/twin/customers/{who}/reading", acting.post_reading, methods=["POST"]),
    Route("/twin/customers/{who}/number", acting.put_number, methods=["PUT"]),
    Route("/twin/customers/{who}/marketing", acting.put_marketing, methods=["PUT"]),
    Route("/twin/customers/{who}/echoes", acting.post_echo, methods=["POST"]),
    Route("/twin/files/{file}", acting.get_file),
    Route("/twin/upsets", staging.post_upsets, methods=["POST"]),
    Route("/twin/clock", staging.post_clock, methods=["POST"]),
    Route("/twin/callback", staging.put_callback, methods=["PUT"]),
    Route("/twin/token", staging.put_token, methods=["PUT"]),
    Route("/twin/numbers", staging.post_number, methods=["POST"]),
    Route("/twin/numbers/{number}", staging.patch_number, methods=["PATCH"]),
    Route("/twin/templates", staging.post_template, methods=["POST"]),
    Route("/twin/webhooks", staging.post_webhook, methods=["POST"]),
    Route("/twin/deliveries", staging.get_deliveries),
    Route("/twin/settling", staging.post_settling, methods=["POST"]),
]

GRAPH = [
    Route("/whatsapp_business/attachments/", graph.download),
    Route("/{object}/messages", graph.post_message, methods=["POST"]),
    Route("/{object}/media", graph.post_media, methods=["POST"]),
    Route("/{object}/message_templates", objects.get_templates),
    Route("/{object}/phone_numbers", objects.get_numbers),
    Route("/{object}/subscribed_apps", objects.subscriptions, methods=["GET", "POST", "DELETE"]),
    Route("/{object}/block_users", objects.block_users, methods=["GET", "POST", "DELETE"]),
    Route("/{object}", objects.get_object),
    Route("/{object}", objects.post_object, methods=["POST"]),
    Route("/{object}", objects.delete_object, methods=["DELETE"]),
]


class AnyVersion:
    """Takes the version off the path: all versions are one here."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["path"] = VERSION.sub("", scope["path"])
        await self.app(scope, receive, send)


async def complained(request: Request, complaint: Exception) -> Response:
    """A refusal as the Graph API writes it."""
    assert isinstance(complaint, Complaint)
    return JSONResponse(complaint.body(), complaint.status)


def build(setup: Setup, base_url: str) -> Starlette:
    """The twin as an application; `base_url` is where it can be reached."""
    world = World(setup)
    world.base_url = base_url
    number = world.add_number(
        setup.phone_number_id, people.digits_of(setup.number), setup.business_account_id, setup.name
    )
    number.account.templates = templates.stock()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.world, app.state.postman = world, Postman(world)
        yield
        for task in list(world.busy):
            task.cancel()
        await app.state.postman.close()

    app = Starlette(routes=TWIN + GRAPH, exception_handlers={Complaint: complained}, lifespan=lifespan)
    app.add_middleware(AnyVersion)
    return app
