"""How do the words of a mail lie? The line above which answers are read, the words, the signature, what is quoted."""

import re
from html import escape

from recado.desk.channels.port import OutboundMail

LINK = re.compile(r"\bhttps?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
GREY = "color:#6b7280;font-size:12px"
EDGE = "margin:0 0 0 4px;padding-left:12px;border-left:2px solid #d1d5db"


def text(words: str, mail: OutboundMail) -> str:
    """The mail as plain text. The separator stands first: an answer quotes all that comes after it (C17)."""
    parts = [mail.separator, words.strip()]
    if mail.signature:
        parts.append(f"-- \n{mail.signature.strip()}")
    if mail.quoted:
        lines = "\n".join(f"> {line}".rstrip() for line in mail.quoted.strip().splitlines())
        parts.append(f"{mail.quoted_by}\n{lines}" if mail.quoted_by else lines)
    return "\n\n".join(filter(None, parts)) + "\n"


def page(words: str, mail: OutboundMail) -> str:
    """The same as a page, in which nothing runs and nothing is loaded."""
    parts = [f'<div style="{GREY}">{escape(mail.separator)}</div>'] if mail.separator else []
    parts.append(f"<div>{_dressed(mail.html) or paragraphs(words)}</div>")
    if mail.signature:
        parts.append(f'<div class="desk_signature" style="{GREY}">-- <br>{_lines(mail.signature)}</div>')
    if mail.quoted:
        by = f"<div>{escape(mail.quoted_by)}</div>" if mail.quoted_by else ""
        parts.append(
            f'<div class="desk_quote">{by}<blockquote type="cite">{paragraphs(mail.quoted)}</blockquote></div>'
        )
    body = "\n".join(parts)
    return f'<!DOCTYPE html>\n<html><body style="font-family:sans-serif;font-size:14px">\n{body}\n</body></html>\n'


def _dressed(html: str) -> str:
    """Quotes with their edge, pictures not wider than the page: every mail program draws the bare tags differently."""
    quoted = html.replace("<blockquote>", f'<blockquote style="{EDGE}">')
    return quoted.replace("<img ", '<img style="max-width:100%;height:auto" ')


def paragraphs(words: str) -> str:
    """Plain words as paragraphs, their addresses as links."""
    return "\n".join(f"<p>{_lines(one)}</p>" for one in re.split(r"\n\s*\n", words.strip()) if one.strip())


def _lines(words: str) -> str:
    return "<br>\n".join(_linked(line) for line in words.strip().splitlines())


def _linked(line: str) -> str:
    said, last = [], 0
    for found in LINK.finditer(line):
        address = escape(found.group())
        said += [escape(line[last : found.start()]), f'<a href="{address}">{address}</a>']
        last = found.end()
    return "".join((*said, escape(line[last:])))
