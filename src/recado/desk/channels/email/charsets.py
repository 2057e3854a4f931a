"""What do these bytes say, whatever their label claims? A label is believed as long as the bytes agree with it."""

import codecs
import re
import tomllib
from pathlib import Path

from charset_normalizer import from_bytes

from recado.desk.core.text import storable

WIDER: dict[str, str] = tomllib.loads(Path(__file__).with_name("charsets.toml").read_text("utf-8"))
SAMPLE = 32768  # bytes from which an unlabelled charset is guessed
NO_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SWITCHES = (b"\x1b$", b"\x1b(")
"""How ISO-2022 changes its alphabet."""
WIDE = ("utf-16", "utf-32")


def decode(raw: bytes, label: str | None = None) -> str:
    """The text of `raw`. Never raises; what no charset explains becomes U+FFFD; control characters are left out."""
    return NO_CONTROLS.sub("", storable(_decoded(raw, _codec(label)))).removeprefix("\ufeff")


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


def _codec(label: str | None) -> str:
    """The codec behind a label; empty where nobody knows it."""
    name = (label or "").strip().strip("\"'").lower()
    name = WIDER.get(name) or name.replace("_", "-")
    for candidate in (name, name.replace("cp-", "cp"), re.sub(r"^(windows|x-windows|x-cp)-?", "cp", name)):
        try:
            found = codecs.lookup(candidate)
            if found._is_text_encoding:
                return WIDER.get(found.name, found.name)
        except (LookupError, ValueError):
            continue
    return ""
