"""How agents come in: by e-mail and password, never by signing themselves up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: agents are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
