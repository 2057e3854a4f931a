"""What WhatsApp carries: lengths, kinds of files and their limits."""

from recado.desk.channels.port import Abilities, FileLimit

_MB = 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument"

FILES = (
    FileLimit("audio", ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"), 16 * _MB),
    FileLimit("image", ("image/jpeg", "image/png"), 5 * _MB),
    FileLimit("video", ("video/3gpp", "video/mp4"), 16 * _MB),
    FileLimit("sticker", ("image/webp",), 500 * 1024),
    FileLimit(
        "document",
        (
            "text/plain",
            "application/pdf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            f"{_OFFICE}.wordprocessingml.document",
            f"{_OFFICE}.spreadsheetml.sheet",
            f"{_OFFICE}.presentationml.presentation",
        ),
        100 * _MB,
    ),
)
CAPTIONED = ("image", "video", "document")
CALLBACK_LIMIT = 512
ABILITIES = Abilities(
    text_limit=4096,
    caption_limit=1024,
    files=FILES,
    templates=True,
    window_hours=24,
    voice=True,
    groups=True,
    starts_first=True,
    reactions=True,
    read_receipts=True,
    per_second=80,
    pair_every=6,
    pair_burst=45,
)


def kind(mime: str, size: int) -> str:
    """As what a file of this type and size in bytes is sent; whatever fits nowhere else goes as a document."""
    plain = mime.partition(";")[0].strip().lower()
    fits = (limit.kind for limit in FILES if plain in limit.mimes and size <= limit.bytes)
    return next(fits, "document")
