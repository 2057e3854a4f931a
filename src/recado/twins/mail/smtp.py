"""How does the provider take mail? By SMTP, into its own mailboxes; what is for others is only noted."""

import base64

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from recado.twins.mail import stamping
from recado.twins.mail.boxes import Boxes
from recado.twins.mail.moods import Moods
from recado.twins.mail.tokens import Tokens


class Taking:
    """Answers for every talk."""

    def __init__(self, boxes: Boxes, moods: Moods, tokens: Tokens) -> None:
        self._boxes, self._moods, self._tokens = boxes, moods, tokens

    async def handle_RCPT(  # noqa: N802, aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.lower().startswith("nadie@"):
            return "550 5.1.1 The email account that you tried to reach does not exist"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self._moods.take("later"):
            return "451 4.3.2 Please try again later"
        raw = envelope.content
        assert isinstance(raw, bytes)
        self._boxes.sent.append((envelope.mail_from or "", [*envelope.rcpt_tos], raw))
        stamping.hand_over(self._boxes, raw, envelope.mail_from or "", envelope.rcpt_tos)
        return "250 2.0.0 OK"

    def let_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        right = isinstance(given, LoginPassword) and given.password.decode() == self._moods.password
        return AuthResult(success=right and not self._moods.take("refuse_logins"), handled=False)

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        user = self._tokens.user(base64.b64decode(args[1]).decode("utf-8", "replace")) if len(args) > 1 else ""
        return AuthResult(success=bool(user), handled=False)


def talk(boxes: Boxes, moods: Moods, tokens: Tokens) -> SMTP:
    """The protocol of one connection."""
    taking = Taking(boxes, moods, tokens)
    return SMTP(
        taking, data_size_limit=moods.largest, enable_SMTPUTF8=True, decode_data=False, hostname="twin.example",
        authenticator=taking.let_in, auth_require_tls=False,
    )  # fmt: skip
