"""WhatsApp as the desk sees it: every verb of the port. Who posts is judged at the hook, by `signing`."""

from collections.abc import Sequence

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
)
from recado.desk.channels.whatsapp import (
    abilities,
    advice,
    fetching,
    probing,
    reading,
    sending,
    templating,
    verdicts,
)


class WhatsApp:
    """Meta's Cloud API. Settings: phone_number_id, business_account_id, graph_url; secrets: access_token,
    app_secret, verify_token."""

    kind: str = "whatsapp"
    stable_kind: str = "bsuid"
    abilities: Abilities = abilities.ABILITIES

    def read(self, body: bytes) -> list[Fact]:
        return reading.read(body)

    def number_id(self, settings: Json) -> str:
        return str(settings.get("phone_number_id", ""))

    def realm(self, settings: Json) -> str:
        """Where a business-scoped user id holds: in the portfolio, where it is not known in the account."""
        return str(settings.get("portfolio") or settings.get("business_account_id") or self.number_id(settings))

    def send(self, account: Account, message: Outbound) -> Accepted:
        return sending.send(account, message)

    def mark_read(self, account: Account, provider_id: str) -> None:
        sending.mark_read(account, provider_id)

    def fetch(self, account: Account, media: Media, limit: int) -> Fetched:
        return fetching.fetch(account, media, limit)

    def templates(self, account: Account) -> list[ProviderTemplate]:
        return templating.templates(account)

    def probe(self, account: Account) -> Probe:
        return probing.probe(account)

    def explain_error(self, code: str, detail: str) -> Sequence[str]:
        return advice.explain(code, detail)

    def consequence(self, code: str) -> str:
        """What follows from an error: retry, refuse, pause_channel, window, template, opt_out or hold."""
        return verdicts.of(code).consequence

    def cure(self, code: str) -> str:
        """What an agent can do about it: ``person`` (look at the address), ``anew`` (write it anew), or nothing."""
        return verdicts.of(code).cure

    def wait(self, code: str, attempts: int) -> float:
        """Seconds before the next try of what failed so often with this code."""
        return verdicts.wait(code, attempts)


ADAPTER: Adapter = WhatsApp()
