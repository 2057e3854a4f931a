"""Is it true that a colleague wrote this mail? Anybody can put his address into From.

Where the channel names its receiving server, that server must have confirmed the address; where it names none, the
address is believed unless a check is seen to have failed, or the server that took the mail says that it made none, as
our own door does: anybody may call there (docs/decisions/0015).
"""

from recado.desk.channels.email import vouched
from recado.desk.conversations.arriving import Arrival

MARK = "unproven"
"""Under which name a mail keeps whose address it bears without proof, beside its headers."""
KNOWN = {"imap.gmail.com": "mx.google.com"}
"""How the servers of providers call themselves, by the host where mail is fetched."""


def is_proven(arrival: Arrival, address: str) -> bool:
    """Whether a mail that bears this address may speak as its owner."""
    mail = arrival.fact.mail
    said = mail.vouched if mail else None
    wanted = receiver(arrival.channel.settings)
    if wanted:
        return said is not None and said.by == wanted and vouched.proves(said, address.rpartition("@")[2])
    return said is None or not (said.failed or said.unchecked)


def receiver(settings: dict[str, object]) -> str:
    """The receiving server whose word counts (its authserv-id); empty where none is named."""
    imap = settings.get("imap")
    host = str(imap.get("host") or "").lower() if isinstance(imap, dict) else ""
    return str(settings.get("receiver") or KNOWN.get(host, "")).strip().lower()
