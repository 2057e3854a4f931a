"""Accept an invitation: the first administrator begins the desk, an agent sets his password."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from recado.desk.journal.telling import Objected
from recado.desk.staff import inviting

FIELDS = {
    "email-invalid": "email",
    "email-taken": "email",
    "name-missing": "name",
    "name-long": "name",
    "password-weak": "password",
}
BACKEND = "recado.doors.web.entering.Recognition"


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Say who is invited and ask for what is missing; then let him in."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    found = inviting.find(secret)
    if found is None:
        return render(request, "web/entrance/void.html", status=404)
    if request.method == "POST":
        return _accepted(request, secret, {"invited": found.agent})
    return render(request, "web/entrance/invitation.html", {"invited": found.agent})


def _accepted(request: HttpRequest, secret: str, context: dict[str, object]) -> HttpResponse:
    said = {name: request.POST.get(name, "") for name in ("name", "email", "password")}
    try:
        agent = inviting.accept(secret, **said)
    except Objected as objected:
        errors = {FIELDS.get(one.code, "password"): [one.text] for one in objected.objections}
        return render(request, "web/entrance/invitation.html", {**context, "said": said, "errors": errors}, status=422)
    if is_mfa_enabled(agent):
        # A link replaces the password; it does not stand for the second step.
        return HttpResponseRedirect(reverse("account_login"))
    login(request, agent, backend=BACKEND)
    return HttpResponseRedirect("/")
