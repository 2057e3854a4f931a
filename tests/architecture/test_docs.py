"""Do the documents lead where they say, and does each decision say what it rejected?"""

import re
from pathlib import Path

import pytest

from tests.architecture import tree

LINK = re.compile(r"\]\((?!https?:|mailto:|#)(?P<target>[^)#\s]+)")
DECISIONS = tree.named(".md", under=tree.ROOT / "docs" / "decisions")


def dead_links(path: Path) -> list[str]:
    targets = LINK.findall(path.read_text())
    return [f"{tree.spelled(path)} -> {target}" for target in targets if not (path.parent / target).exists()]


def test_every_link_between_documents_leads_somewhere() -> None:
    assert [link for path in tree.named(".md") for link in dead_links(path)] == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_one_page_with_what_was_rejected(path: Path) -> None:
    text = path.read_text()
    assert re.search(r"^\*\*Rejected\.\*\*\n- ", text, re.MULTILINE)
    assert len(text.splitlines()) <= 60


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [path.stem[:4] for path in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
