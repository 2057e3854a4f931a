"""What does a mail server hand over? Small mails, written by hand."""

from recado.desk.channels.email import reading
from recado.desk.channels.email.reading import Mail

HEAD = {
    "From": "Dmitri <dmitri@lumen.example>",
    "To": "help@desk.example",
    "Subject": "Lamp",
    "Date": "Fri, 20 Nov 2026 10:15:00 +0300",
    "Message-ID": "<one@lumen.example>",
}


def raw(body: str | bytes = "Hello", /, **fields: str | bytes | None) -> bytes:
    """Dmitri's mail: fields are named with `_` for `-`; None leaves one out; text is sent as UTF-8."""
    named = HEAD | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [name.encode() + b": " + sent(value) for name, value in named.items() if value is not None]
    return b"\r\n".join(lines) + b"\r\n\r\n" + sent(body)


def read(body: str | bytes = "Hello", /, **fields: str | bytes | None) -> Mail:
    return reading.read(raw(body, **fields))


def page(html: str, **fields: str) -> Mail:
    return read(html, Content_Type="text/html; charset=utf-8", **fields)


def part(type_: str, body: str | bytes, **fields: str) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}".encode() for name, value in {"Content_Type": type_, **fields}.items()]
    return b"\r\n".join(lines) + b"\r\n\r\n" + sent(body)


def multipart(*parts: bytes, kind: str = "mixed", **fields: str) -> Mail:
    """A mail of these parts."""
    body = b"".join(b"--seam\r\n" + one + b"\r\n" for one in parts) + b"--seam--\r\n"
    return read(body, Content_Type=f"multipart/{kind}; boundary=seam", **fields)


def sent(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
