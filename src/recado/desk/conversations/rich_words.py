"""Words with bold, links and lists: how do they read plainly, and how do plain ones stand in the box for rich ones?"""

from html import escape

from recado.desk.channels.email import spelling_out, tidying

GAP = "<div><br></div>"


def read(html: str, text: str = "") -> tuple[str, str]:
    """The plain words and the tidy HTML of what was written; without HTML the text stands alone."""
    tidy = tidying.tidy(html)
    plain = spelling_out.plain(tidy) if tidy else ""
    return (plain, tidy) if plain else ("" if tidy else text, "")


def page(text: str) -> str:
    """Plain words as HTML, line by line."""
    return "".join(f"<div>{escape(line, quote=False)}</div>" if line.strip() else GAP for line in text.splitlines())


def joined(*said: tuple[str, str]) -> tuple[str, str]:
    """Texts with their HTML one below the other; rich as soon as one of them is."""
    kept = [(text, html) for text, html in said if text.strip()]
    rich = any(html for _text, html in kept)
    return "\n\n".join(text for text, _html in kept), GAP.join(
        html or page(text) for text, html in kept
    ) if rich else ""
