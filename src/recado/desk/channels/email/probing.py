"""Does a mailbox work? Log in where mail is fetched and where it leaves, and say of each how it went."""

from django.utils.translation import gettext as _

from recado.desk.channels import reasons
from recado.desk.channels.email import accounts, advice, entering, faults, pulling, submitting, verdicts
from recado.desk.channels.port import Account, Probe, Refused, Step, Unreachable


def probe(account: Account) -> Probe:
    """Both sides, each as a step; a side that is not named is none. Trouble is an answer, not an error."""
    steps = [step for step in (_fetched(account), _left(account)) if step]
    if not steps:
        return Probe(ok=True, said=_("Mail comes by forwarding; no server is named, so none can be sent."))
    wrong = [step for step in steps if not step.ok]
    said = " ".join(step.said for step in wrong or steps)
    kept, advice = "\n".join(step.reason for step in wrong), " ".join(step.advice for step in wrong)
    return Probe(ok=not wrong, said=said, advice=advice, steps=tuple(steps), reason=kept)


def _fetched(account: Account) -> Step | None:
    inbox = accounts.inbox(account.settings)
    if inbox is None:
        return None
    try:
        with entering.opened(account) as box:
            folder = pulling.look(box, inbox.folder)
    except TimeoutError:
        return _unreached("IMAP", "no_answer", inbox.server.host)
    except (Refused, Unreachable) as trouble:
        return _unreached("IMAP", trouble.code, trouble.detail)
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
        return _unreached("SMTP", "no_answer", server.host)
    except (Refused, Unreachable) as trouble:
        return _not_let_in(trouble.code, trouble.detail)


def _unreached(side: str, code: str, detail: str) -> Step:
    said, mend = faults.explain(code, detail)
    return Step(False, f"{side}: {said}", mend, reasons.kept("mailbox", side=side, error=code, detail=detail))


def _not_let_in(code: str, detail: str) -> Step:
    said, waits, *words = advice.explain(code, detail)
    mend = faults.mend(verdicts.of(code).kind) or waits
    kept = reasons.kept("provider", side="SMTP", kind="email", error=code, detail=detail)
    return Step(False, " ".join((f"SMTP: {said}", *words)), mend, kept)
