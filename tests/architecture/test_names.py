"""Does every module say what it is for, in the desk's own words?"""

import ast
from pathlib import Path

from tests.architecture import tree

EMPTY_WORDS = {"utils", "util", "helpers", "helper", "services", "service", "common", "manager", "managers", "misc"}
EMPTY_WORDS |= {"handler", "handlers", "base", "mixins", "constants", "types"}
NOTES_TO_SELF = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")


def words(path: Path) -> set[str]:
    return set(path.stem.split("_"))


def first_line(path: Path) -> str:
    text = ast.get_docstring(tree.syntax(path), clean=False) or ""
    return text.split("\n")[0]


def test_no_module_has_a_name_that_says_nothing() -> None:
    everywhere = [path for path in tree.named(".py") if EMPTY_WORDS & words(path)]
    assert [tree.spelled(path) for path in everywhere] == []


def test_every_module_says_in_its_first_line_which_question_it_answers() -> None:
    written = [path for path in tree.named(".py", under=tree.ROOT / "tests") if path.read_text()]
    assert [tree.spelled(path) for path in [*tree.modules(), *written] if not first_line(path)] == []


def test_the_first_line_is_one_sentence() -> None:
    unended = [path for path in tree.modules() if first_line(path) and first_line(path)[-1] not in ".?!:"]
    assert [tree.spelled(path) for path in unended] == []


def test_no_note_to_self_is_left_in_the_product() -> None:
    found = [
        f"{tree.spelled(path)}:{number} {line.strip()}"
        for path in tree.named(".py", ".html", ".css", ".js", under=tree.PACKAGE)
        if "vendor" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if any(note in line for note in NOTES_TO_SELF)
    ]
    assert found == []


def test_the_line_of_each_context_is_the_line_on_the_map() -> None:
    drawn = (tree.ROOT / "docs" / "map.md").read_text()
    rooms = [path for path in tree.modules(tree.DESK) if path.name == "__init__.py" and path.parent.parent == tree.DESK]
    lines = [f"| `{path.parent.name}` | {first_line(path)} |" for path in rooms]
    assert [line for line in lines if line not in drawn] == []
