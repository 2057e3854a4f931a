"""May this token do this? Its scopes say, and the role of its agent."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from recado.desk.cases import access
from recado.desk.staff.models import Agent, Token
from recado.doors.api.problems import Problem


class Scope(HttpBearer):
    """Bearer token with this scope; None asks only for a token."""

    def __init__(self, scope: str | None = None) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Token:
        # The gate has looked at the header already; here only the answer is judged.
        token: Token | None = getattr(request, "token", None)
        if token is None:
            said = _("Send a valid token: Authorization: Bearer rcd_…")
            raise Problem(401, "unauthorized", said, headers={"WWW-Authenticate": 'Bearer realm="Recado"'})
        return self.authenticate(request, token)

    def authenticate(self, request: HttpRequest, token: Token | str) -> Token:
        assert isinstance(token, Token)
        if self.scope and token.scopes and self.scope not in token.scopes:
            said = _("This token lacks the scope %(scope)s.") % {"scope": self.scope}
            raise Problem(403, "scope-missing", said, scope=self.scope)
        if self.scope and not access.may(token.agent, self.scope):
            said = _("The role of this token's agent does not allow %(scope)s.") % {"scope": self.scope}
            raise Problem(403, "role-missing", said, scope=self.scope)
        return token


def needs(scope: str | None = None, **described: Any) -> dict[str, Any]:
    """What an operation asks of a token, for the router: the judge, and the word in the document."""
    return {"auth": Scope(scope), "openapi_extra": described | ({"x-scope": scope} if scope else {})}


def agent_of(request: HttpRequest) -> Agent:
    """The agent behind the token of a request that was let through."""
    token: Token = request.token  # type: ignore[attr-defined]
    return token.agent
