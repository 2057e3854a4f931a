"""In which language do we speak? The switch on every door, and the agent's own choice."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from recado.desk.staff import profiling
from recado.desk.staff.models import Agent

KNOWN = dict(settings.LANGUAGES)
YEAR = 365 * 86_400


def language(request: HttpRequest) -> HttpResponse:
    """Speak this language from now on."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    chosen = request.POST.get("language", "")
    if isinstance(request.user, Agent) and chosen in KNOWN:
        profiling.describe(request.user, name=request.user.name, language=chosen)
    return remembered(HttpResponseRedirect(_next(request)), chosen)


def remembered[Answer: HttpResponse](answer: Answer, chosen: str) -> Answer:
    """The answer, with the choice kept in the browser for the next time at the door."""
    if chosen in KNOWN:
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
    return answer


def _next(request: HttpRequest) -> str:
    """Back to where the switch stood, if that is ours."""
    wanted = request.POST.get("next", "/")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"
