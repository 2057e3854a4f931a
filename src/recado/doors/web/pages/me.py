"""My own profile: name and language, presence, how I come in, where I am logged in."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from recado.desk.journal.cursors import Cursor
from recado.desk.staff import appearing, profiling
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, languages
from recado.doors.web.pages.guarding import inside
from recado.doors.web.sight import devices, tickets


@inside("GET", "POST")
def me(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Show the profile, or keep what was changed on it."""
    if request.method == "POST":
        profiling.describe(agent, name=request.POST.get("name", ""), language=request.POST.get("language", ""))
        return languages.remembered(HttpResponseRedirect(reverse("me")), agent.language)
    keys = {key.type: key.wrap() for key in Authenticator.objects.filter(user=agent).exclude(type="webauthn")}
    passkeys = Authenticator.objects.filter(user=agent, type="webauthn").order_by("created_at")
    sessions = devices.sessions(agent, request.session.session_key or "")
    shown = {"here": "me", "totp": keys.get("totp"), "codes": keys.get("recovery_codes"), "passkeys": passkeys}
    return render(request, "web/me/page.html", {**shown, "sessions": sessions})


@inside("PUT")
def available(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Let new work come to me, or not."""
    appearing.switch(agent, answering.said(request).get("available") == "yes", agent.actor)
    return render(request, "web/me/switched.html")


@inside("DELETE")
def session(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """End a session of mine; ending the present one is logging out."""
    found = UserSession.objects.filter(user=agent, pk=number).first()
    if found is None:
        raise Http404
    found.end()
    return HttpResponse()


@inside("GET")
def live_ticket(request: HttpRequest, agent: Agent) -> HttpResponse:
    """A new ticket for a page that stands open, from where its stream ended."""
    after = request.GET.get("after", "")
    try:
        Cursor.parse(after)
    except ValueError:
        after = ""
    return JsonResponse({"ticket": tickets.ticket(agent, after)}, headers={"Cache-Control": "no-store"})
