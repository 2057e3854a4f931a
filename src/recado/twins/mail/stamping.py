"""What does the provider write on a mail that it lays into a mailbox? From whom, for whom, and when it came."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime

from recado.twins.mail.boxes import Boxes

NAME = "twin.example"


def hand_over(boxes: Boxes, raw: bytes, sender: str, recipients: Iterable[str]) -> None:
    """Into the mailbox of each, with the envelope in front (RFC 5321 4.4)."""
    for address in recipients:
        boxes.deliver(address, stamped(raw, sender, address, boxes.clock()))


def stamped(raw: bytes, sender: str, recipient: str, at: datetime) -> bytes:
    """The mail as it lies in the mailbox of this one."""
    head = f"Return-Path: <{sender}>\r\nDelivered-To: {recipient}\r\n"
    head += f"Received: by {NAME} with ESMTP id {secrets.token_hex(6)};\r\n {format_datetime(at)}\r\n"
    return head.encode() + raw
