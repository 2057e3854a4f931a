"""Which files does the twin take, and for how long does it keep them?"""

import struct
from hashlib import sha256

from recado.twins.whatsapp.complaints import Complaint
from recado.twins.whatsapp.world import File, World, graph_id

MEGABYTE = 1024 * 1024
DAY = 86_400.0
URL_FOR = 300.0
KEPT_FOR = {False: 30 * DAY, True: 7 * DAY}
WORD = "application/vnd.openxmlformats-officedocument"
MIMES = {
    "audio": ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
    "document": (
        "text/plain",
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        f"{WORD}.wordprocessingml.document",
        f"{WORD}.spreadsheetml.sheet",
        f"{WORD}.presentationml.presentation",
    ),
    "image": ("image/jpeg", "image/png"),
    "sticker": ("image/webp",),
    "video": ("video/3gpp", "video/mp4"),
}
LIMITS = {"audio": 16 * MEGABYTE, "document": 100 * MEGABYTE, "image": 5 * MEGABYTE, "sticker": 500 * 1024}
LIMITS["video"] = 16 * MEGABYTE
MAGIC = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n",
    "image/webp": b"RIFF",
    "audio/ogg": b"OggS",
    "application/pdf": b"%PDF",
}


def bare(mime: str) -> str:
    """A mime type without its parameters."""
    return mime.split(";")[0].strip().lower()


def kind_of(mime: str) -> str:
    """How the provider sorts a mime type: audio, document, image, sticker, video; Complaint 131053 for any other."""
    for kind, mimes in MIMES.items():
        if bare(mime) in mimes:
            return kind
    raise Complaint(131053, f"Unsupported media type {mime!r}. Use one of {', '.join(sum(MIMES.values(), ()))}.")


def check(data: bytes, mime: str) -> None:
    """Complaint 131053 when the bytes are too many, or are not what the mime type says."""
    kind, shape = kind_of(mime), bare(mime)
    limit = _sticker_limit(data) if kind == "sticker" else LIMITS[kind]
    if not data or len(data) > limit:
        raise Complaint(131053, f"File of {len(data)} bytes: {kind} must hold 1 to {limit} bytes.")
    if not data.startswith(MAGIC.get(shape, b"")):
        raise Complaint(131053, f"Media file is not of type {mime!r}.")
    if shape in ("audio/mp4", "video/mp4", "video/3gpp") and data[4:8] != b"ftyp":
        raise Complaint(131053, f"Media file is not of type {mime!r}.")
    if shape == "audio/ogg":
        _check_opus(data)
    if shape == "image/png" and data[24:26] not in (b"\x08\x02", b"\x08\x06"):
        raise Complaint(131053, "Images must be 8-bit, RGB or RGBA.")


def _sticker_limit(data: bytes) -> int:
    """100 kB, or 500 kB when the WebP header says that it moves."""
    moves = data[12:16] == b"VP8X" and len(data) > 20 and bool(data[20] & 2)
    return 500 * 1024 if moves else 100 * 1024


def _check_opus(data: bytes) -> None:
    head = data.find(b"OpusHead", 0, 400)
    if head < 0:
        raise Complaint(131053, "Audio in ogg must be of the opus codec.")
    if struct.unpack_from("B", data, head + 9)[0] != 1:
        raise Complaint(131053, "Audio in ogg must have one channel.")


def keep(world: World, number: str, data: bytes, mime: str, *, inbound: bool = False) -> File:
    """Store bytes under a new id."""
    file = File(graph_id(), number, data, mime, sha256(data).hexdigest(), world.clock.now(), inbound)
    world.files[file.id] = file
    return file


def alive(world: World, identifier: str) -> File | None:
    """The file of this id while it is kept: 30 days if we handed it over, 7 if a customer did."""
    file = world.files.get(identifier)
    if file is None or world.clock.now() > file.born + KEPT_FOR[file.inbound]:
        return None
    return file


def address(world: World, file: File) -> str:
    """Where the bytes lie for the next five minutes, for who shows the token."""
    expires = int(world.clock.now() + URL_FOR)
    query = f"mid={file.id}&source=getMedia&ext={expires}&hash={_seal(file, expires)}"
    return f"{world.base_url}/whatsapp_business/attachments/?{query}"


def opened(world: World, identifier: str, expires: str, seal: str) -> File | None:
    """The file behind an address, None when it is over or was never given."""
    file = alive(world, identifier)
    if file is None or not expires.isdigit() or world.clock.now() > int(expires):
        return None
    return file if seal == _seal(file, int(expires)) else None


def _seal(file: File, expires: int) -> str:
    return sha256(f"{file.id}:{file.sha256}:{expires}".encode()).hexdigest()[:24]
