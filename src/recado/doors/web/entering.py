"""How do agents come in and are known again? By e-mail and password or by passkey; nobody signs himself up."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from recado.desk.core import sealing
from recado.desk.core.statements import Blank, Statement
from recado.desk.rules import reading
from recado.desk.staff.models import Agent

RULES = "newest_revision"
"""Under this name an agent who is known again brings along the newest revision of the house's rules."""
SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


_KNOWN = Statement(lambda: reading.newest_with(Agent.objects.filter(pk=Blank("number"), is_active=True), RULES))


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]
    """The door of the desk: closed for strangers, plain in its words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask an administrator of your desk."),
        "email_password_mismatch": _("E-mail and password do not belong together. Look at both and try again."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password."),
        "incorrect_code": _("That code does not fit, or its minute is over. Type the one that shows now."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that our own front process wrote last; pages listens on a private socket only."""
        forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
        return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR") or "127.0.0.1"

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Coming and going needs no words: the page says it."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)


class Recognition(AuthenticationBackend):  # type: ignore[misc]
    """Who holds a session is its agent, as long as his account is open."""

    def get_user(self, user_id: int) -> Agent | None:
        found: Agent | None = next(iter(_KNOWN(number=user_id)), None)
        return found


class Keyring(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second step rest sealed with the key of the house."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code does not fit, or its minute is over. Type the one that shows now."),
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal({"secret": text}, settings.SECRET_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text, settings.SECRET_KEY)["secret"]

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Recado"}
