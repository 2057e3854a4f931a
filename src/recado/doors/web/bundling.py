"""Of what are the two files made that every page asks for? All styles in one, all behaviours in the other.

They are put together as they are asked for: what is written stays what is read, less indents and remarks. Eighty small
files cost a first view forty kilobytes more, and a request each.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent / "static"
STYLES, SCRIPTS = "desk.css", "desk.js"
REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
UPWARDS = re.compile(r"url\((\"?)\.\./")


def parts(name: str, root: Path = ROOT) -> list[Path]:
    """The files in their order; none where `name` is a file by itself."""
    if name == STYLES:
        return [root / "tokens.css", root / "accents.css", *sorted((root / "components").glob("*.css"))]
    if name == SCRIPTS:
        return [root / "vendor" / "htmx.min.js", root / "js" / "recado.js", *sorted((root / "js").glob("*-*.js"))]
    return []


def bundle(name: str, root: Path = ROOT) -> bytes:
    """The bytes as they travel."""
    texts = [one.read_text() for one in parts(name, root)]
    joined = "\n".join(map(_style, texts)) if name == STYLES else ";\n".join(map(_script, texts))
    return joined.encode()


def changed(name: str, root: Path = ROOT) -> int:
    """When the newest of them was written, in nanoseconds."""
    return max(one.stat().st_mtime_ns for one in parts(name, root))


def _style(text: str) -> str:
    """Its pictures are named from one folder higher now."""
    return _tight(REMARK.sub("", UPWARDS.sub(r"url(\1", text)))


def _script(text: str) -> str:
    return _tight("\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//")))


def _tight(text: str) -> str:
    return "\n".join(filter(None, (line.strip() for line in text.splitlines())))
