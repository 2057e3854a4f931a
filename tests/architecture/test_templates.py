"""Do the templates parse, and keep script and style out of the page as its policy demands?"""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.architecture import tree

INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|\bhx-on\b", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.IGNORECASE | re.DOTALL)
DATA = re.compile(r"type\s*=\s*[\"']application/json[\"']")


def templates() -> list[Path]:
    return [path for path in tree.named(".html", ".txt", under=tree.PACKAGE) if "templates" in path.parts]


def name(path: Path) -> str:
    """As the engine knows it: below its folder `templates`."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def inline(text: str) -> list[str]:
    """Script and style that stand in the page itself; data blocks are neither."""
    scripts = [found["body"].strip() for found in SCRIPT.finditer(text) if not DATA.search(found["attributes"])]
    return [found.group().strip() for found in INLINE.finditer(text)] + [body for body in scripts if body]


@pytest.mark.parametrize("path", [pytest.param(path, id=name(path)) for path in templates()])
def test_a_template_parses(path: Path) -> None:
    assert engines["django"].get_template(name(path))


def test_no_script_and_no_style_stands_in_a_page() -> None:
    found = {tree.spelled(path): inline(path.read_text()) for path in templates()}
    assert {path: pieces for path, pieces in found.items() if pieces} == {}


def test_inline_script_and_style_would_be_seen() -> None:
    page = '<p style="color: red" onclick="go()"><script>go()</script><script src="/a.js"></script>'
    assert inline(page) == ["style=", 'onclick="', "go()"]
