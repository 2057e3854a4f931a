"""Phone, mail program and the providers behind them as one application: pages at / and /mail, the twin below."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from recado.twins.phone import doors, remembering
from recado.twins.post import doors as letters
from recado.twins.post.running import Provider
from recado.twins.whatsapp import app as twin
from recado.twins.whatsapp.complaints import Complaint
from recado.twins.whatsapp.people import digits_of
from recado.twins.whatsapp.setup import Setup
from recado.twins.whatsapp.world import Callback, World

HERE = Path(__file__).parent / "page"
KEPT_EVERY = 3.0
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
POLICY += "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SAFE = {"content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
ROUTES = [
    Route("/phone/customers", doors.customers, methods=["GET", "POST"]),
    Route("/phone/customers/{who}", doors.talk),
    Route("/phone/customers/{who}/messages", doors.say, methods=["POST"]),
    Route("/phone/customers/{who}/files", doors.hand_over, methods=["POST"]),
    Route("/phone/customers/{who}/reading", doors.read, methods=["POST"]),
    Route("/phone/files/{file}", doors.file),
]


async def page(_: Request) -> Response:
    """The messenger."""
    return FileResponse(HERE / "index.html")


async def _safely(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Only this page may speak to its doors, and only what lies beside it may run."""
    if request.url.path.startswith(("/phone/", "/mail/")) and request.method != "GET":
        origin = request.headers.get("origin")
        if origin and origin.split("//")[-1] != request.headers.get("host"):
            return Response("Not from another page.", 403)
    answer = await go_on(request)
    answer.headers.update(SAFE)
    return answer


def build(
    setup: Setup, numbers: dict[str, tuple[str, str]], base_url: str, folder: Path, hook: str, mail: Provider
) -> Starlette:
    """`numbers`: id → (number, name), `folder`: where the phones are remembered, `hook`: where webhooks go."""
    provider = twin.build(setup, base_url)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with provider.router.lifespan_context(provider), mail.standing():
            world = provider.state.world
            _numbers(world, numbers, setup)
            world.callback = Callback(hook, setup.verify_token)
            remembering.recall(world, folder)
            app.state.world, app.state.postman, app.state.post = world, provider.state.postman, mail.post
            keeping = asyncio.create_task(_keep(world, folder))
            yield
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping
            remembering.remember(world, folder)

    pages = [Route("/", page), Mount("/page", StaticFiles(directory=HERE))]
    routes = [*pages, *ROUTES, *letters.ROUTES, Mount("", provider)]
    handlers = {Complaint: twin.complained}
    safely = Middleware(BaseHTTPMiddleware, dispatch=_safely)
    return Starlette(routes=routes, exception_handlers=handlers, lifespan=lifespan, middleware=[safely])


def _numbers(world: World, numbers: dict[str, tuple[str, str]], setup: Setup) -> None:
    world.numbers.clear()
    for identifier, (number, name) in numbers.items():
        world.add_number(identifier, digits_of(number), setup.business_account_id, name)


async def _keep(world: World, folder: Path) -> None:
    """Write the phones down whenever something was said or became of it."""
    before = ""
    while True:
        await asyncio.sleep(KEPT_EVERY)
        now = str(
            [(one.bsuid, len(one.outbox), [len(sent.statuses) for sent in one.inbox]) for one in world.persons.values()]
        )
        if now != before:
            remembering.remember(world, folder)
            before = now
