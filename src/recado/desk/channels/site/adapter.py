"""A web chat as the desk sees it: every verb of the port. What is sent waits in the talk until its visitor reads it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from recado.desk.channels.port import (
    Abilities,
    Accepted,
    Account,
    Adapter,
    Fact,
    Fetched,
    FileLimit,
    Json,
    Media,
    Outbound,
    Probe,
    ProviderTemplate,
    Refused,
)
from recado.desk.channels.site import reading

_MB = 1024 * 1024
NOBODY_READS = "nobody_reads"
ABILITIES = Abilities(
    text_limit=8000,
    caption_limit=8000,
    files=(
        FileLimit("image", ("image/jpeg", "image/png", "image/gif", "image/webp"), 20 * _MB),
        FileLimit("document", ("application/pdf",), 20 * _MB),
    ),
    templates=False,
    window_hours=None,
    voice=False,
    groups=False,
    starts_first=False,
    reactions=False,
    read_receipts=False,
)


class Site:
    """The widget and the forms on the house's own pages. Settings: see `looks`; secret: identity."""

    kind: str = "site"
    stable_kind: str = "visitor"
    abilities: Abilities = ABILITIES

    def read(self, body: bytes) -> list[Fact]:
        return reading.read(body)

    def number_id(self, settings: Json) -> str:
        return ""

    def realm(self, settings: Json) -> str:
        """A visitor is one on one site only; the site's own word for itself is given when it is added."""
        return str(settings.get("realm", ""))

    def send(self, account: Account, message: Outbound) -> Accepted:
        """Nothing travels: the message is there, and the visitor's stream reads it. Raises Refused."""
        if not message.stable:
            raise Refused(NOBODY_READS)
        return Accepted(id=f"{account.key}:{message.ours}")

    def mark_read(self, account: Account, provider_id: str) -> None:
        """Visitors are not told when they were read."""

    def fetch(self, account: Account, media: Media, limit: int) -> Fetched:
        """Files come with the visitor's own hands, so there is nothing to fetch. Raises Refused."""
        raise Refused("media_gone")

    def templates(self, account: Account) -> list[ProviderTemplate]:
        return []

    def probe(self, account: Account) -> Probe:
        return Probe(ok=True, said=_("The widget is served by this house itself."))

    def explain_error(self, code: str, detail: str) -> Sequence[str]:
        if code == NOBODY_READS:
            return (_("It came by a form: nobody reads answers here. Answer by e-mail."),)
        return (_("It could not be shown to the visitor (%(code)s).") % {"code": code},)

    def consequence(self, code: str) -> str:
        return "refuse"

    def cure(self, code: str) -> str:
        return ""

    def wait(self, code: str, attempts: int) -> float:
        return 60.0


ADAPTER: Adapter = Site()
