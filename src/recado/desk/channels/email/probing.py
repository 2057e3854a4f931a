"""Does a mailbox work? Log in where mail is fetched and where it leaves, and say of each how it went."""

from django.utils.translation import gettext as _

from recado.desk.channels.email import accounts, advice, entering, faults, pulling, submitting
from recado.desk.channels.port import Account, Probe, Refused, Step, Unreachable


def probe(account: Account) -> Probe:
    """Both sides, each as a step; a side that is not named is none. Trouble is an answer, not an error."""
    steps = [step for step in (_fetched(account), _left(account)) if step]
    if not steps:
        return Probe(ok=True, said=_("Mail comes by forwarding; no server is named, so none can be sent."))
    wrong = [step for step in steps if not step.ok]
    said = " ".join(step.said for step in wrong or steps)
    return Probe(ok=not wrong, said=said, advice=" ".join(step.advice for step in wrong), steps=tuple(steps))


def _fetched(account: Account) -> Step | None:
    inbox = accounts.inbox(account.settings)
    if inbox is None:
        return None
    try:
        with entering.opened(account) as box:
            folder = pulling.look(box, inbox.folder)
    except TimeoutError:
        return _wrong("IMAP", *faults.explain("no_answer", inbox.server.host))
    except (Refused, Unreachable) as trouble:
        return _wrong("IMAP", *faults.explain(trouble.code, trouble.detail))
    said = _("Mail is fetched from %(host)s: %(folder)s is open, its next mail has the number %(next)s.")
    return Step(True, said % {"host": inbox.server.host, "folder": inbox.folder, "next": folder.next_uid or "?"})


def _left(account: Account) -> Step | None:
    server = accounts.outbox(account.settings)
    if server is None:
        return None
    try:
        with submitting.session(account):
            return Step(True, _("Mail leaves through %(host)s: it lets us in.") % {"host": server.host})
    except TimeoutError:
        return _wrong("SMTP", *faults.explain("no_answer", server.host))
    except (Refused, Unreachable) as trouble:
        said, mend, *detail = advice.explain(trouble.code, trouble.detail)
        return _wrong("SMTP", " ".join((said, *detail)), mend)


def _wrong(side: str, said: str, mend: str) -> Step:
    return Step(False, f"{side}: {said}", mend)
