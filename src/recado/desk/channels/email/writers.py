"""Who is it that wants an answer: whom From names, whom Reply-To names, or who wrote what was passed on?"""

import re

from recado.desk.channels.email import addresses, heading, marks, mime
from recado.desk.channels.email.addresses import Address
from recado.desk.channels.email.heading import Head
from recado.desk.channels.email.reading import Mail

PASSED_ON = re.compile(r"^\s*(?:fwd?|rv|reenv|enc|tr|wg|i|пересл)\s*:", re.IGNORECASE)
MOST_LINES = 400


def answered(head: Head, behind_group: str = "") -> Address:
    """Whom an answer reaches: Reply-To before the person behind a list, before From; never the mail's own receiver.

    A list that sends answers to itself leaves whoever wrote; `behind_group` is whom it says it passes on.
    """
    ours = {one.key for one in (*head.to, *head.cc)}
    behind = Address("", behind_group) if behind_group else head.sender if _is_rewritten(head) else None
    first = next((one for one in head.reply_to if one.key not in ours or one.key == head.from_.key), None)
    chosen = first or behind or head.from_
    if not chosen.address:
        return head.from_
    return Address(chosen.name or ("" if chosen is behind else head.from_.name), chosen.address)


def original(mail: Mail) -> Address | None:
    """Who wrote the mail that this one passes on: in a file of its own, or below the head in the text."""
    for file in mail.attachments:
        if file.mime == "message/rfc822" and PASSED_ON.match(mail.head.subject):
            inside = heading.read(mime.parse(file.content))
            return answered(inside) if inside.from_.address else None
    return _below(mail) if PASSED_ON.match(mail.head.subject) else None


def _below(mail: Mail) -> Address | None:
    """The first writer that a head in the text names with an address."""
    for line in mail.text.splitlines()[:MOST_LINES]:
        found = marks.FROM.match(line.lstrip("> *"))
        if found:
            named = addresses.read(found["said"].replace("*", "").replace("[mailto:", "<").replace("]", ">").encode())
            if who := next((one for one in named if one.address), None):
                return who
    return None


def _is_rewritten(head: Head) -> bool:
    """Whether a group stands in From in place of the person: `Ana via Support`, as lists write it for DMARC."""
    if not head.sender or not head.sender.address:
        return False
    to_itself = head.from_.key in {one.key for one in (*head.to, *head.cc)}
    return to_itself or bool(re.search(r"\bvia\b", head.from_.name, re.IGNORECASE))
