"""What might a broken server, a cut line or an enemy make of a mail? The same seed, the same change."""

import random
import re
from collections.abc import Callable, Sequence

type Change = Callable[[random.Random, bytes, Sequence[bytes]], bytes]

LARGEST = 1_000_000  # bytes of a mail that grew
LABELS = b"utf-8 utf-7 utf-16 utf-16-le utf-32 iso-2022-jp iso-2022-kr hz gb2312 big5 euc-kr koi8-r windows-1251 idna \
punycode unicode_escape base64 rot13 zlib hex x-unknown cp65001 ebcdic-cp-es mbcs undefined us-ascii".split()
ENCODINGS = b"base64 quoted-printable 7bit 8bit binary x-uuencode uuencode gzip x-nothing".split()
TYPES = b"text/plain text/html multipart/mixed multipart/alternative multipart/report multipart/digest message/rfc822 \
message/delivery-status text/rfc822-headers text/calendar application/ms-tnef application/pkcs7-mime / x".split()
SHREDS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n\r\n", b"\r\n ", b"--", b"=?", b"?=", b"=?utf-8?b?4pi?=",
    b"=?x?q?=?=", b'"', b"(", b")", b"<", b">", b";", b":", b",", b"@", b"<>", b"=", b"=\r\n", b"%", b"*0*=", b"\x1b$B",
    b"\x1b(B", b"+AGE-", b"&#0;", b"&#xd800;", b"&#99999999999;", b"&", b"<!--", b"-->", b"<blockquote>", b"<div id=x",
    b"</div>", b"<script>", b"<a href='javascript:x'>", b"<img src=http://x>", b"<pre>", b"<table><tr><td>",
    b"<![CDATA[", b"<svg><style>",
    b"<br>", b"\r\n> ", b"\r\n>>>>", b"\r\n-- \r\n", b"\r\nOn 1/2/26 3:04 <a@b.example> wrote:\r\n",
    b"\r\nFrom: a@b.example\r\nSent: 1\r\nTo: c\r\nSubject: d\r\n", b"\r\nbegin 644 x\r\n", b"\r\nend\r\n",
    b"\xd0\xb2 12:30", "٣".encode(), "²".encode(), "\u2028".encode(), "\u202e".encode(), "ﬃ".encode(), b"\xc3", b"\x80",
]  # fmt: skip


def changed(seed: int, mails: Sequence[bytes]) -> bytes:
    """One of the mails, changed in one to six ways."""
    luck = random.Random(seed)
    mail = luck.choice(mails)
    for _ in range(luck.choice((1, 1, 2, 2, 3, 6))):
        mail = luck.choice(CHANGES)(luck, mail, mails)[:LARGEST]
    return mail


def _bits(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    bits = bytearray(mail)
    for _ in range(luck.randint(1, 12)) if bits else ():
        bits[luck.randrange(len(bits))] ^= 1 << luck.randrange(8)
    return bytes(bits)


def _shred(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    for _ in range(luck.randint(1, 5)):
        at = luck.randint(0, len(mail))
        mail = mail[:at] + luck.choice(SHREDS) * luck.choice((1, 1, 1, 3, 50)) + mail[at:]
    return mail


def _cut(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    return mail[: luck.randint(0, len(mail))] if luck.random() < 0.7 else mail[luck.randint(0, len(mail)) :]


def _hole(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    start, end = _span(luck, mail)
    return mail[:start] + mail[end:]


def _spliced(luck: random.Random, mail: bytes, mails: Sequence[bytes]) -> bytes:
    other = luck.choice(mails)
    start, end = _span(luck, other)
    at = luck.randint(0, len(mail))
    return mail[:at] + other[start:end] + mail[at:]


def _doubled(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    """A header line or any other, once more, many times or somewhere else."""
    lines = mail.splitlines(keepends=True)
    if not lines:
        return mail
    line, at = luck.choice(lines[:40] if luck.random() < 0.6 else lines), luck.randint(0, len(lines))
    return b"".join([*lines[:at], line * luck.choice((1, 1, 2, 30)), *lines[at:]])


def _boundaries(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    """Delimiters that go, close too early, name another, or are empty."""
    named = re.findall(rb'boundary="?([^"\s;]{1,200})', mail) or [b"seam"]
    mark = luck.choice(named)
    new = luck.choice((b"", mark + b"--", b"-", mark[:-1], mark * 2, luck.choice(named), b"--" + mark, b" "))
    return mail.replace(mark, new, luck.choice((1, 2, -1)))


def _nested(luck: random.Random, mail: bytes, mails: Sequence[bytes]) -> bytes:
    """The mail inside another, or in itself, some levels deep."""
    for level in range(luck.choice((1, 2, 5, 60))):
        kind = luck.choice((b"mixed", b"alternative", b"digest", b"report", b"signed"))
        inside = b"" if luck.random() < 0.3 else b"Content-Type: message/rfc822\r\n\r\n"
        mark = b"n%d" % (level if luck.random() < 0.8 else 0)
        head = b"Content-Type: multipart/%s; boundary=%s\r\n\r\n" % (kind, mark)
        mail = (head + b"--%s\r\n" % mark + inside + mail + b"\r\n--%s--\r\n" % mark)[:LARGEST]
    return mail


def _charset(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    label = luck.choice(LABELS)
    told = re.sub(rb"(charset=\"?)[\w.-]+", lambda found: found[1] + label, mail, flags=re.IGNORECASE)
    return re.sub(rb"=\?[\w-]+\?", b"=?" + label + b"?", told) if luck.random() < 0.5 else told


def _encoding(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    told = b"Content-Transfer-Encoding: " + luck.choice(ENCODINGS)
    changed, times = re.subn(rb"content-transfer-encoding:[^\r\n]*", told, mail, flags=re.IGNORECASE)
    return changed if times else told + b"\r\n" + mail


def _type(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    kinds = [found.span() for found in re.finditer(rb"(?<=content-type: )[^\s;]+", mail[:200_000], re.IGNORECASE)]
    if not kinds:
        return b"Content-Type: " + luck.choice(TYPES) + b"\r\n" + mail
    start, end = luck.choice(kinds)
    return mail[:start] + luck.choice(TYPES) + mail[end:]


def _huge(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    """A piece of it, or one letter, very often in one line or in many."""
    start, end = _span(luck, mail)
    piece = mail[start : min(end, start + luck.choice((1, 3, 20, 200)))] or b"x"
    at = luck.randint(0, len(mail))
    return mail[:at] + piece * (luck.choice((500, 5_000, 200_000)) // len(piece)) + mail[at:]


def _ends(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    return re.sub(rb"\r\n|\n|\r", luck.choice((b"\n", b"\r", b"\r\n", b"\r\r\n", b"\n\n", b"\n\r")), mail)


def _zeros(luck: random.Random, mail: bytes, _mails: Sequence[bytes]) -> bytes:
    start, end = _span(luck, mail)
    return mail[:start] + b"\0" * min(end - start, 5000) + mail[end:]


def _span(luck: random.Random, mail: bytes) -> tuple[int, int]:
    start = luck.randint(0, len(mail))
    return start, min(len(mail), start + luck.choice((1, 8, 80, 800, 80_000)))


CHANGES: tuple[Change, ...] = (
    _bits, _shred, _shred, _cut, _hole, _spliced, _doubled, _boundaries, _nested, _charset, _encoding, _type, _huge,
    _ends, _zeros,
)  # fmt: skip
