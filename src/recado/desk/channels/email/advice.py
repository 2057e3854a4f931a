"""What a mail server's refusal says to the agent, and what to do about it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from recado.desk.channels.email import verdicts

_ADMIN = _("Tell an administrator: the mail waits and leaves by itself once the channel works.")
_WAIT = _("Recado tries again by itself, for a week.")
_LOOK = _("Look at the address; ask the customer another way.")

_ADVICE = {
    "unreachable": (_("The mail server cannot be reached."), _WAIT),
    "busy": (_("The mail server cannot take it now."), _WAIT),
    "greylisted": (_("The mail server asks us to come again later."), _WAIT),
    "mailbox_full": (_("The mailbox of the recipient is full at the moment."), _WAIT),
    "full": (_("The mailbox of the recipient is full."), _("Try again later, or reach the customer another way.")),
    "too_fast": (_("We send faster than the mail server allows."), _WAIT),
    "storage": (_("The mail server has no room at the moment."), _WAIT),
    "login": (_("The mail server refuses user and password."), _ADMIN),
    "token": (_("The provider no longer lets us log in to this mailbox."), _ADMIN),
    "token_away": (_("The provider's log-in service does not answer."), _WAIT),
    "login_needed": (_("The mail server takes mail only from those who log in."), _ADMIN),
    "basic_auth_off": (
        _("The provider no longer takes passwords for sending: this mailbox needs OAuth."),
        _ADMIN,
    ),
    "encryption": (_("The line to the mail server cannot be encrypted as it should."), _ADMIN),
    "no_starttls": (
        _("The mail server offers no STARTTLS, or somebody between hides it: nothing was said to it."),
        _ADMIN,
    ),
    "certificate": (_("The certificate of the mail server does not fit."), _ADMIN),
    "certificate_name": (
        _("The certificate of the mail server names another host."),
        _("Tell an administrator: the host must be written as it stands in the certificate. The mail waits."),
    ),
    "certificate_ended": (
        _("The certificate of the mail server is not good today."),
        _("Whoever runs the server must renew it. The mail waits and leaves by itself once that is done."),
    ),
    "certificate_unknown": (
        _("Nobody whom we know vouches for the certificate of the mail server."),
        _("Tell an administrator: an authority of your own is named in RECADO_MAIL_CA. The mail waits."),
    ),
    "signing": (_("The key of this channel does not sign (DKIM)."), _ADMIN),
    "authority": (_("The file that RECADO_MAIL_CA names cannot be read."), _ADMIN),
    "clear_password": (_("Without encryption no password is sent to another machine."), _ADMIN),
    "host": (_("The mail server of this channel is not named, or nobody knows it."), _ADMIN),
    "wrong_key": (_("The key of the house does not open the secrets of this channel."), _ADMIN),
    "send_as": (
        _("The mail server does not let us send from this address."),
        _("Choose another sender, or ask an administrator to allow it."),
    ),
    "no_such_address": (_("The mail server says that there is no such address."), _LOOK),
    "too_large": (_("The mail is too large for the server."), _("Send less at once, or a link to the file.")),
    "rejected": (
        _("The mail server refuses the mail for what it says or where it comes from."),
        _("Read the server's words; an administrator can look at SPF, DKIM and DMARC."),
    ),
    "header": (_("A name or the subject holds characters that no mail may have there."), _("Write it anew.")),
    "smtputf8": (_("The server takes no addresses with such letters."), _("Use another address of the customer.")),
    "no_recipient": (_("The mail has no recipient."), _("Name one under “To”.")),
    "file_missing": (_("The file is no longer in the house."), _("Attach it again.")),
    "looping": (_("The mail goes round in a circle between servers."), _LOOK),
    "refused": (_("The mail server refused the mail."), _("Read the server's words, then change it or try again.")),
}


def explain(code: str, detail: str = "") -> tuple[str, ...]:
    """What happened, what to do, and the server's own words if any, in the reader's language."""
    says, do = _ADVICE[verdicts.of(code).kind]
    return tuple(filter(None, (gettext(says), gettext(do), " ".join(detail.split())[:500])))
