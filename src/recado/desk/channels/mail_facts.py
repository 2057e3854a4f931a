"""What only a mail tells, in the desk's own words: its head, its two forms, its files, and what sort of mail it is."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody in the head of a mail; the name may be empty."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file of a mail, its bytes as they were meant. `inline`: the page shows it, by its `content_id`."""

    name: str
    mime: str
    content: bytes
    sha256: str
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """An address that a mail of ours did not reach; `status` as ``5.1.1`` or empty."""

    recipient: str
    status: str
    temporary: bool


@dataclass(frozen=True, slots=True)
class Vouched:
    """What the server that calls itself `by` found: domains for which a check `passed`, or that they `failed`.

    `unchecked`: it says itself that it looked at nothing.
    """

    by: str
    passed: tuple[str, ...]
    failed: bool
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """Message-IDs stand without their brackets. `writer` is who stands in From, which need not be whom one answers.

    `delivered_to` are all addresses it was handed over for; `automatic` is why a machine is thought to have written
    it, empty for a person; `answerable`: whether this mail alone allows an automatic answer. `forwarded` is who wrote
    the mail that this one passes on; `failed` and `original` tell of a mail of ours that came back,
    `original` and `complainer` of one that was called spam: by whom, where the report says it.
    """

    message_id: str
    subject: str
    writer: Mailbox
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    delivered_to: tuple[str, ...] = ()
    html: str = ""
    quoted: str = ""
    signature: str = ""
    language: str = ""
    kind: str = "message"
    automatic: str = ""
    answerable: bool = True
    loop: str = ""
    files: tuple[Enclosure, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    forwarded: Mailbox | None = None
    failed: tuple[Failed, ...] = ()
    original: str = ""
    complainer: str = ""
    vouched: Vouched | None = None
