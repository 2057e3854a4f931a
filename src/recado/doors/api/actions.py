"""What can have to be done next on a case: the house's own list, in its order."""

from django.http import HttpRequest
from ninja import Router

from recado.desk.cases import actions
from recado.doors.api import answers
from recado.doors.api.scoping import needs
from recado.doors.api.showing_threads import Json

router = Router(tags=["cases"])


@router.get("/actions", response=answers.Actions, **needs("cases:read"), summary="List the actions")
def list_actions(request: HttpRequest) -> Json:
    """In the house's order. A case is given one by `PATCH /cases/{number}`; retired ones stand on old cases only."""
    return {"items": [{"name": one.name} for one in actions.choosable()]}
