"""How does another case come beside the list, where the browser asked for something else? With its address."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from recado.desk.cases.models import Case
from recado.desk.staff.models import Agent
from recado.doors.web.pages import showing


def brought(request: HttpRequest, agent: Agent, case: Case, **words: Any) -> HttpResponse:
    """The case in the place of the one that stands open, and the words about what was done."""
    listed = showing.listed_view(request, agent)
    opened = showing.opened(request, agent, case, asked=QueryDict())
    answer = render(request, "web/inbox/brought.html", {**listed, **opened, **words})
    answer["HX-Push-Url"] = f"{reverse('case', args=[case.pk])}?view={listed['listing'].view.key}"
    return answer
