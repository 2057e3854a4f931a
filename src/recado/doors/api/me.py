"""Who is behind the token?"""

from django.http import HttpRequest
from ninja import Router

from recado.doors.api import answers
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

router = Router(tags=["me"])


@router.get("/me", response=answers.Me, **needs(), summary="Who am I")
def read_me(request: HttpRequest) -> Json:
    """The agent behind the token, and what the token is limited to."""
    agent = agent_of(request)
    return {
        "id": str(agent.pk),
        "name": agent.name,
        "email": agent.email,
        "role": agent.role,
        "language": agent.language or None,
        "teams": list(agent.teams.order_by("key").values_list("key", flat=True)),
        "available": agent.available,
        "scopes": request.token.scopes,  # type: ignore[attr-defined]
    }
