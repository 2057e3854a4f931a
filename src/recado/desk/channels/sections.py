"""At which address does the house itself take mail? A rule that can be renewed (C15)."""

from typing import ClassVar

from recado.desk.rules.sections import Section


class MailArrival(Section):
    """`local` is what stands before the @ of the one address to which mailboxes are forwarded; empty until made."""

    section: ClassVar[str] = "mail_arrival"
    local: str = ""
