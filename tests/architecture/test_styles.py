"""Do styles and scripts ask nothing that lays the whole page out anew? See docs/machines/painting.md."""

import re

from tests.architecture import tree

STATIC = tree.PACKAGE / "doors" / "web" / "static"
WIDE = re.compile(r"\.(?:frame|app|panes|talk|work|list)\b[^ ,{>]*:has\(")
INERT = ("showModal(",)


def test_no_style_asks_what_is_within_a_pane_or_the_page() -> None:
    sheets = tree.named(".css", under=STATIC)
    assert [f"{tree.spelled(sheet)}: {found}" for sheet in sheets for found in WIDE.findall(sheet.read_text())] == []


def test_dialogues_open_by_a_veil() -> None:
    scripts = [path for path in tree.named(".js", under=STATIC) if "vendor" not in path.parts]
    said = [
        f"{tree.spelled(path)}: {line.strip()}"
        for path in scripts
        for line in path.read_text().splitlines()
        if any(word in line for word in INERT) and not line.lstrip().startswith("//")
    ]
    assert said == []
