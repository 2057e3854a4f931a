"""Which mails does a support desk get? Typical ones, a few kB: one in five with a file, one in three an answer."""

import base64
import hashlib
from collections.abc import Iterator

SUBJECTS = ("Lámpara sin luz", "Factura de octubre", "Cambio de dirección", "¿Cuándo llega el pedido?", "Broken shade")
LINES = (
    "Buenas tardes, les escribo porque la lámpara de pie que pedimos no enciende desde ayer.",
    "Probamos con otra ampolleta y en otro enchufe, y sigue igual.",
    "¿Nos pueden decir si la garantía la cubre y cómo la enviamos?",
    "Adjunto la boleta y una foto del interruptor, por si sirve de algo.",
    "The invoice shows two items, but only one has arrived so far.",
    "Quedamos atentos y les agradecemos de antemano su ayuda.",
)
CUSTOMERS = 500


def letters(count: int, since: int = 0) -> Iterator[bytes]:
    """So many, each with a number of its own; the same numbers make the same mails."""
    for number in range(since, since + count):
        yield _letter(number)


def _letter(number: int) -> bytes:
    customer = number * 7919 % CUSTOMERS
    before = number - CUSTOMERS if number >= CUSTOMERS and number % 3 == 0 else None
    clock = f"09:{number // 60 % 60:02}:{number % 60:02}"
    head = [
        f"Received: from mx{number % 9}.casa.example by mail.lumen.example; Fri, 20 Nov 2026 {clock} +0000",
        f"Message-ID: <{number}.{_hex(number)}@casa.example>",
        f"From: =?utf-8?q?Cliente_N=C2=BA_{customer}?= <cliente{customer}@casa{customer % 40}.example>",
        "To: Ayuda <ayuda@lumen.example>",
        f"Subject: {'Re: ' if before is not None else ''}{_word(SUBJECTS[number % len(SUBJECTS)])}",
        f"Date: Fri, 20 Nov 2026 {clock} -0300",
        "MIME-Version: 1.0",
    ]
    if before is not None:
        head += [f"{name}: <{before}.{_hex(before)}@casa.example>" for name in ("In-Reply-To", "References")]
    words = _words(number, answers=before is not None)
    body = _mixed(words, number) if number % 5 == 0 else _alternative(words, number)
    return "\r\n".join([*head, body]).encode()


def _words(number: int, *, answers: bool) -> list[str]:
    said = [LINES[(number + line) % len(LINES)] for line in range(8 + number % 9)]
    by = "El vie, 20 nov 2026 a las 10:15, Ayuda <ayuda@lumen.example> escribió:"
    quoted = ["", by, *(f"> {line}" for line in LINES * 2)] if answers else []
    return [*said, "", "Saludos", *quoted]


def _alternative(words: list[str], number: int) -> str:
    mark = f"b{number}"
    page = "".join(f"<p style='margin:0'>{line}</p>" for line in words)
    return "\r\n".join([
        f'Content-Type: multipart/alternative; boundary="{mark}"', "", f"--{mark}",
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", *words, f"--{mark}",
        "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: 8bit", "",
        f"<html><body><div>{page}</div></body></html>", f"--{mark}--", "",
    ])  # fmt: skip


def _mixed(words: list[str], number: int) -> str:
    mark = f"m{number}"
    file = base64.encodebytes(hashlib.sha256(str(number).encode()).digest() * 400).decode().replace("\n", "\r\n")
    return "\r\n".join([
        f'Content-Type: multipart/mixed; boundary="{mark}"', "", f"--{mark}", _alternative(words, number), f"--{mark}",
        f'Content-Type: application/pdf; name="boleta-{number}.pdf"', "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; filename="boleta-{number}.pdf"', "", file, f"--{mark}--", "",
    ])  # fmt: skip


def _word(text: str) -> str:
    return f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?="


def _hex(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:16]
