"""Which parts of a mail are its words, and which its files?"""

import hashlib
import re
from dataclasses import dataclass, field, replace

from recado.desk.channels.email import charsets, flowing, mime, smime, tnef, uuencode, words
from recado.desk.channels.email.mime import Part
from recado.desk.core.text import storable

SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
SIGNED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
PACKED = ("application/ms-tnef", "application/vnd.ms-tnef")
REPORTS = (
    "message/delivery-status",
    "message/global-delivery-status",
    "message/feedback-report",
    "message/disposition-notification",
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
)
UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\]+")
CID = re.compile(r"cid:([^\"'\s>)]+)", re.IGNORECASE)


@dataclass(frozen=True)
class File:
    """A file of a mail, its bytes as they were meant. `inline`: the page shows it, by its `content_id`."""

    name: str
    mime: str
    content: bytes
    content_id: str = ""
    inline: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass
class Bodies:
    """What was found: pieces of plain text, pages, files, and what was odd."""

    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)


def collect(part: Part, depth: int = 0) -> Bodies:
    """All words and files below a part, in their order."""
    found = Bodies()
    if part.children and part.type == "multipart/alternative":
        _alternatives(part, found, depth)
    elif part.children:
        is_report = part.type == "multipart/report"
        for place, child in enumerate(part.children):
            if not (is_report and place and child.type in REPORTS):
                _add(found, collect(child, depth + 1))
    else:
        _leaf(part, found, depth)
    return found


def shown(files: list[File], pages: list[str]) -> list[File]:
    """The same files; those that a page shows are marked as inline."""
    ids = {found.strip().lower() for page in pages for found in CID.findall(page)}
    return [replace(file, inline=bool(file.content_id) and file.content_id.lower() in ids) for file in files]


def _add(found: Bodies, more: Bodies) -> None:
    found.plain += more.plain
    found.pages += more.pages
    found.files += more.files
    found.defects += more.defects


def _alternatives(part: Part, found: Bodies, depth: int) -> None:
    """The same words in several forms: the first that is plain, the last that is a page; files of all."""
    each = [collect(child, depth + 1) for child in part.children]
    plain = next((one.plain for one in each if any(text.strip() for text in one.plain)), [])
    pages = next((one.pages for one in reversed(each) if any(text.strip() for text in one.pages)), [])
    found.plain += plain
    found.pages += pages
    for one in each:
        found.files += one.files
        found.defects += one.defects


def _leaf(part: Part, found: Bodies, depth: int) -> None:
    if part.type in SIGNED:
        _signed(part, found, depth)
    elif part.type in PACKED or part.filename.lower() == "winmail.dat":
        _unpacked(part, found)
    elif part.type in SIGNATURES:
        found.defects.append("signature not checked")
    elif _is_words(part):
        _words(part, found)
    elif part.type.startswith("multipart/"):
        found.defects.append("parts without boundary")
        found.plain.append(charsets.decode(part.content, part.parameters.get("charset")))
    else:
        found.files.append(_file(part))


def _is_words(part: Part) -> bool:
    if part.type not in ("text/plain", "text/html", "text/enriched"):
        return False
    return part.disposition != "attachment" and not part.filename


def _words(part: Part, found: Bodies) -> None:
    content, charset = part.content, part.parameters.get("charset")
    if part.type == "text/html":
        found.pages.append(charsets.decode(content, charset or _of_page(content)))
        return
    blocks = uuencode.found(content)
    for name, inside, _at in blocks:
        found.files.append(File(_named(charsets.decode(name)), "application/octet-stream", inside))
    text = charsets.decode(_without(content, [at for _name, _content, at in blocks]), charset)
    is_flowed = part.parameters.get("format", "").lower() == "flowed"
    found.plain.append(flowing.joined(text, part.parameters) if is_flowed else text)


def _of_page(content: bytes) -> str | None:
    named = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", content[:2048], re.IGNORECASE)
    return named.group(1).decode() if named else None


def _without(content: bytes, places: list[tuple[int, int]]) -> bytes:
    for start, end in reversed(places):
        content = content[:start] + content[end:]
    return content


def _signed(part: Part, found: Bodies, depth: int) -> None:
    inside = smime.opened(part.content) if depth < mime.DEEPEST else None
    if inside is None:
        found.defects.append("encrypted")
        found.files.append(_file(part))
    else:
        found.defects.append("signature not checked")
        _add(found, collect(mime.parse(inside, 1), depth + 1))


def _unpacked(part: Part, found: Bodies) -> None:
    pack = tnef.unpack(part.content)
    if pack is None:
        found.files.append(_file(part))
        return
    found.plain += [pack.text] if pack.text.strip() else []
    found.pages += [charsets.decode(pack.html, _of_page(pack.html))] if pack.html else []
    found.files += [File(_named(one.name), one.mime or "application/octet-stream", one.content) for one in pack.files]


def _file(part: Part) -> File:
    kind = part.type if "/" in part.type else "application/octet-stream"
    name = part.filename or ("" if kind != "message/rfc822" else _subject_of(part))
    return File(_named(name), kind, part.content, part.content_id)


def _subject_of(part: Part) -> str:
    return f"{words.decode(mime.parse(part.content).get('subject')) or 'message'}.eml"


def _named(name: str) -> str:
    """A name that is safe to keep: no folders, no control characters, no more than fits a disk."""
    plain = UNSAFE.sub("_", storable(name).rpartition("/")[2] if "/" in name else storable(name)).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return plain if len(plain) <= 150 else f"{(stem or plain)[:140]}{dot}{ending[:9]}" if dot else plain[:150]
