"""What do these bytes say, whatever their label claims? A label is believed as long as the bytes agree with it."""

import codecs
import re
import tomllib
from functools import lru_cache
from pathlib import Path

from charset_normalizer import from_bytes

from recado.desk.core.text import storable

WIDER: dict[str, str] = tomllib.loads(Path(__file__).with_name("charsets.toml").read_text("utf-8"))
SAMPLE = 8192  # bytes from which an unlabelled charset is guessed
CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r")
NO_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
PRINTABLE = bytes(range(32, 127))
SWITCHES = (b"\x1b$", b"\x1b(")
"""How ISO-2022 changes its alphabet."""
WIDE = ("utf-16", "utf-32")
NO_CHARSETS = ("undefined", "idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape")
"""What Python calls a text's encoding and no mail is written in."""


def decode(raw: bytes, label: str | None = None) -> str:
    """The text of `raw`. Never raises; what no charset explains becomes U+FFFD; control characters are left out."""
    codec = _codec((label or "").strip().strip("\"'").lower())
    if _holds_ascii(codec) and b"\x1b" not in raw:
        try:
            return raw.translate(None, CONTROLS).decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            pass
    return NO_CONTROLS.sub("", storable(_decoded(raw, codec))).removeprefix("\ufeff")


def _decoded(raw: bytes, codec: str) -> str:
    if codec in ("", "ascii") or (codec == "utf-8" and b"\x1b" in raw):
        return _guessed(raw)
    if not raw.isascii() and not codec.startswith(WIDE) and (text := _as(raw, "utf-8")) is not None:
        return text
    if (text := _as(raw, codec)) is not None:
        return text
    return _guessed(raw) if codec == "utf-8" else raw.decode(codec, "replace")


def _guessed(raw: bytes) -> str:
    if raw.isascii():
        if any(switch in raw for switch in SWITCHES) and (text := _as(raw, "iso2022_jp_ext")) is not None:
            return text
        return raw.decode("ascii")
    if (text := _as(raw, "utf-8")) is not None:
        return text
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    if _nearly_utf8(raw):
        return raw.decode("utf-8", "replace")
    return raw.decode(_likeliest(raw[:SAMPLE]), "replace")


def _likeliest(sample: bytes) -> str:
    """A few strange letters among many plain ones are an alphabet's accents; else a library weighs the candidates."""
    letters = sum(byte > 127 or chr(byte).isalpha() for byte in sample)
    if sum(byte > 127 for byte in sample) * 4 < letters and b"\x81" not in sample:
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def _nearly_utf8(raw: bytes) -> bool:
    """Cut or slightly damaged UTF-8: hardly any of its bytes are wrong."""
    wrong = raw.decode("utf-8", "replace").count("\ufffd")
    return wrong * 10 < sum(byte > 127 for byte in raw[:SAMPLE])


def _as(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (UnicodeError, ValueError):
        return None


@lru_cache(256)
def _holds_ascii(codec: str) -> bool:
    """Whether plain letters are the same bytes in this charset, so that valid UTF-8 under its name is UTF-8."""
    return not codec or (codec != "hz" and _as(PRINTABLE, codec) == PRINTABLE.decode("ascii"))


@lru_cache(256)
def _codec(name: str) -> str:
    """The codec behind a label in lower case; empty where nobody knows it."""
    name = WIDER.get(name) or name.replace("_", "-")
    for candidate in (name, name.replace("cp-", "cp"), re.sub(r"^(windows|x-windows|x-cp)-?", "cp", name)):
        try:
            found = codecs.lookup(candidate)
            if found._is_text_encoding and found.name not in NO_CHARSETS:
                return WIDER.get(found.name, found.name)
        except (LookupError, ValueError):
            continue
    return ""
