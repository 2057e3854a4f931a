"""The page behind the demo's link: logs Ada in, for callers on this machine."""

from ipaddress import ip_address

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recado.desk.staff.models import Agent
from recado.doors.web.pages.invitations import BACKEND
from recado.house import environment
from recado.house.demo import guesting, writing


@never_cache
@require_GET
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Straight to the inbox; not found for a wrong secret and for callers from elsewhere."""
    house = environment.data()
    book = writing.known(house) if house else None
    if book is None or not guesting.opens(secret) or not _is_here(request):
        raise Http404
    login(request, Agent.objects.get(email=book.email, is_active=True), backend=BACKEND)
    return HttpResponseRedirect("/")


def _is_here(request: HttpRequest) -> bool:
    """The front wrote last who calls."""
    caller = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    try:
        return ip_address(caller).is_loopback
    except ValueError:
        return False
