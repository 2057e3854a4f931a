"""An unkind twin of a mail provider: IMAP, SMTP and OAuth on loopback, with delays, refusals and broken lines."""

from recado.twins.mail.boxes import Boxes
from recado.twins.mail.moods import Moods
from recado.twins.mail.running import Twin, running

__all__ = ["Boxes", "Moods", "Twin", "running"]
