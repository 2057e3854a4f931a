"""What kind of file it is by its first bytes, whatever its name or sender says."""

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"OggS", "audio/ogg"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"#!AMR", "audio/amr"),
    (8, b"WAVE", "audio/wav"),
    (0, b"%PDF", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
)
UNKNOWN = "application/octet-stream"
SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""Pictures that a browser may show in place; everything else is only handed out as a file."""


def sniff(head: bytes) -> str | None:
    """The type that the bytes themselves show; None if they show none we know."""
    return next((mime for at, sign, mime in SIGNATURES if head[at : at + len(sign)] == sign), None)


def agrees(declared: str, head: bytes) -> bool:
    """Whether the bytes may be what they are said to be: a picture must be one, the rest is taken at its word."""
    kind = declared.split(";")[0].strip().lower()
    seen = sniff(head)
    return seen == kind if kind in SHOWN else not (seen or "").startswith("image/") or kind.startswith("image/")
