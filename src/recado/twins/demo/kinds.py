"""Of which kind is a file that somebody sends in a script?"""

KINDS = {"foto": "image", "voz": "audio", "video": "video", "doc": "document"}
MIMES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".ogg": "audio/ogg; codecs=opus",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}


def kind(act: str, name: str) -> tuple[str, str]:
    """The provider's word for it, and its mime type."""
    return KINDS[act], MIMES[name[name.rindex(".") :]]
