"""Mail as the desk sees it: every verb of the port. A delivery is a raw mail, its envelope in the fields in front."""

from collections.abc import Sequence

from recado.desk.channels.email import abilities, advice, messages, probing, sending, verdicts
from recado.desk.channels.port import (
    Abilities,
    Accepted,
    Account,
    Adapter,
    Fact,
    Fetched,
    Json,
    Media,
    Outbound,
    Probe,
    ProviderTemplate,
    Refused,
)
from recado.desk.core import mail_addresses


class Email:
    """IMAP and SMTP. Settings: address, name, separator, imap, smtp, send_as; secrets: imap_password, smtp_password,
    oauth."""

    kind: str = "email"
    stable_kind: str = "email"
    abilities: Abilities = abilities.ABILITIES

    def read(self, body: bytes) -> list[Fact]:
        return [messages.read(body)]

    def number_id(self, settings: Json) -> str:
        """One channel for each address."""
        return mail_addresses.spelled(str(settings.get("address", "")))

    def realm(self, settings: Json) -> str:
        """An address of mail is the same everywhere."""
        return ""

    def send(self, account: Account, message: Outbound) -> Accepted:
        return sending.send(account, message)

    def mark_read(self, account: Account, provider_id: str) -> None:
        """Mail has no such mark: the sender is told nothing."""

    def fetch(self, account: Account, media: Media, limit: int) -> Fetched:
        """Files come with their mail."""
        raise Refused("file-missing", media.filename or "")

    def templates(self, account: Account) -> list[ProviderTemplate]:
        return []

    def probe(self, account: Account) -> Probe:
        return probing.probe(account)

    def explain_error(self, code: str, detail: str) -> Sequence[str]:
        return advice.explain(code, detail)

    def consequence(self, code: str) -> str:
        """What follows from an error: retry, wait (the channel must be mended first) or refuse."""
        return verdicts.of(code).consequence

    def cure(self, code: str) -> str:
        """What an agent can do about it: ``person`` (look at the address), ``anew`` (write it anew), or nothing."""
        return verdicts.of(code).cure

    def wait(self, code: str, attempts: int) -> float:
        """Seconds before the next try: minutes, then hourly."""
        return verdicts.wait(code, attempts)


ADAPTER: Adapter = Email()
