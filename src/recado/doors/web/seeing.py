"""Who is looking at a page just now? Each call of an agent says so, at most once in half a minute."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from recado.desk.core import time
from recado.desk.staff import presence

ENOUGH = timedelta(seconds=30)


class SeenMiddleware:
    """Marks the agent behind a request as seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        agent = request.user
        if agent.is_authenticated and (agent.seen_at is None or time.now() - agent.seen_at > ENOUGH):
            presence.seen(agent.pk)
        return self.get_response(request)
