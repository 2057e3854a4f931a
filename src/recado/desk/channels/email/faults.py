"""What is wrong with a mailbox, in words: what happened, and what mends it."""

from django.utils.translation import gettext as _

ALIKE = {
    "unreachable": "no_answer",
    "host": "host_unknown",
    "encryption": "tls_failed",
    "login_needed": "login",
    "token": "token_refused",
    "basic_auth_off": "no_token",
    "send_as": "sender",
}
"""Kinds of verdicts on sending, and what they are called where mail is fetched."""


def explain(code: str, detail: str) -> tuple[str, str]:
    """What happened and what to do; `detail` is what the server itself said, or the name it was called by."""
    said, mend = _words().get(code, (_("The mail server does not work with us."), _("Look at what it says.")))
    quoted = f" ({' '.join(detail.split())[:300]})" if detail.strip() else ""
    return f"{said.rstrip('.')}{quoted}.", mend


def mend(kind: str) -> str:
    """What whoever sets the mailbox up can do about a server's refusal to send; empty where that is not known."""
    return _words().get(ALIKE.get(kind, kind), ("", ""))[1]


def _words() -> dict[str, tuple[str, str]]:
    return _of_the_line() | _of_the_certificate() | _of_the_account() | _of_the_consent()


def _of_the_line() -> dict[str, tuple[str, str]]:
    return {
        "host_unknown": (
            _("Nobody knows this mail server's name"),
            _("Look at the host: is it spelled as the provider writes it?"),
        ),
        "no_answer": (
            _("The mail server does not answer"),
            _("Look at host, port and security, and whether a firewall stands between."),
        ),
        "tls_failed": (
            _("The line to the mail server cannot be guarded"),
            _("Choose the security that belongs to the port: TLS with 993 and 465, STARTTLS with 143 and 587."),
        ),
        "no_starttls": (
            _("The mail server offers no STARTTLS, or somebody between hides it: nothing was said to it"),
            _("Choose TLS, or another port."),
        ),
        "clear_password": (
            _("Without encryption no password is sent to another machine"),
            _("Choose TLS or STARTTLS."),
        ),
        "line_lost": (
            _("The mail server broke off"),
            _("It is tried again by itself."),
        ),
        "not_understood": (
            _("The mail server answered something that is no mail protocol"),
            _("Look at the port: another service may stand there."),
        ),
    }


def _of_the_certificate() -> dict[str, tuple[str, str]]:
    return {
        "certificate": (
            _("The certificate of the mail server does not fit"),
            _("Ask whoever runs the server to mend it."),
        ),
        "certificate_name": (
            _("The certificate of the mail server names another host"),
            _("Write the host by the name that stands in its certificate."),
        ),
        "certificate_ended": (
            _("The certificate of the mail server is not good today"),
            _("Whoever runs the server must renew it; until then nothing is said to it."),
        ),
        "certificate_unknown": (
            _("Nobody whom we know vouches for the certificate of the mail server"),
            _("Is it your own authority? Name its file in RECADO_MAIL_CA. Else ask whoever runs the server."),
        ),
        "authority": (
            _("The file that RECADO_MAIL_CA names cannot be read"),
            _("Look at its path, whether it holds certificates (PEM), and who may read it."),
        ),
    }


def _of_the_account() -> dict[str, tuple[str, str]]:
    return {
        "login": (
            _("The mail server refuses user and password"),
            _("Type them anew; many providers want an app password here, not the one of the person."),
        ),
        "folder": (
            _("The mailbox has no such folder"),
            _("Look at its name; the usual one is INBOX."),
        ),
        "temporary": (
            _("The mail server is not ready"),
            _("It is tried again by itself."),
        ),
        "no_password": (
            _("No password is kept for this mailbox"),
            _("Type it under “Secrets”."),
        ),
        "no_token": (
            _("The provider gives no access: no refresh token is kept for this mailbox"),
            _("Connect the mailbox under “Log-in without a password”."),
        ),
        "token_refused": (
            _("The provider no longer honours the refresh token"),
            _("Connect it again under “Log-in without a password”."),
        ),
        "token_away": (
            _("The provider's token service does not answer"),
            _("It is tried again by itself."),
        ),
        "sender": (
            _("The mail server does not let this address send"),
            _("Choose an address that belongs to the user."),
        ),
        "nothing": (
            _("No server is named: mail can neither be fetched nor sent"),
            _("Name the IMAP and the SMTP server."),
        ),
    }


def _of_the_consent() -> dict[str, tuple[str, str]]:
    again = _("Connect again, and allow what is asked for there.")
    return {
        "consent_denied": (_("The owner of the mailbox did not agree"), again),
        "consent_partial": (
            _("The owner of the mailbox agreed to a part only: reading and sending mail is missing"),
            again,
        ),
        "consent_over": (
            _("The provider no longer honours the answer"),
            _("Connect again, without leaving the provider's page open for long."),
        ),
        "consent_brief": (
            _("The provider gave access for this hour only"),
            _("Take the app out of the account's connected apps at the provider, then connect again."),
        ),
        "client_refused": (
            _("The provider does not know this app"),
            _("Copy client ID and client secret anew; a secret may have ended."),
        ),
        "redirect_refused": (
            _("The provider does not send people back here"),
            _("Enter the redirect address in the app at the provider, letter by letter."),
        ),
        "consent_failed": (
            _("The provider could not let us in"),
            _("Look at what it says, then connect again."),
        ),
    }
