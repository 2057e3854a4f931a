"""Is every rule that docs/rulebook.md calls done proved by a test that exists and names it?"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from tests.architecture import tree

CHAPTERS = {"R": 11, "W": 14, "F": 17, "C": 24, "K": 18, "X": 9, "N": 5}
ROW = re.compile(r"^\| (?P<id>[A-Z]\d+) \| (?P<state>[^|]*) \| (?P<proof>[^|]*)\|", re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """One row: proofs are pytest ids, parted by a line break mark or a comma."""

    id: str
    state: str
    proofs: tuple[str, ...]


def table() -> list[Rule]:
    text = (tree.ROOT / "docs" / "rulebook.md").read_text()
    return [
        Rule(row["id"], row["state"].strip(), tuple(re.findall(r"[\w/.-]+\.py::\w+", row["proof"])))
        for row in ROW.finditer(text)
    ]


def names_rule(text: str, rule: str) -> bool:
    """`F5` stands in the text, and not only `F53`; names of tests have it in small letters between underscores."""
    return re.search(rf"(?<![A-Za-z0-9]){rule}(?![A-Za-z0-9])", text.replace("_", " "), re.IGNORECASE) is not None


def fault(rule: Rule, proof: str) -> str:
    """Why the proof does not hold; empty where it does."""
    file, _, name = proof.partition("::")
    path = tree.ROOT / file
    if not path.is_file():
        return f"{rule.id}: {file} does not exist"
    test = function(path, name)
    if test is None:
        return f"{rule.id}: {proof} does not exist"
    said = f"{test.name} {ast.get_docstring(test) or ''}"
    return "" if names_rule(said, rule.id) else f"{rule.id}: {proof} does not name it"


def function(path: Path, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    for node in ast.walk(tree.syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            return node
    return None


def test_every_rule_stands_in_the_table_once_and_in_order() -> None:
    expected = [f"{chapter}{number}" for chapter, last in CHAPTERS.items() for number in range(1, last + 1)]
    assert [rule.id for rule in table()] == expected


def test_a_rule_is_open_or_done() -> None:
    assert [rule.id for rule in table() if rule.state not in {"open", "done"}] == []


def test_what_is_done_has_a_proof() -> None:
    assert [rule.id for rule in table() if rule.state == "done" and not rule.proofs] == []


def test_every_proof_exists_and_names_its_rule() -> None:
    found = [fault(rule, proof) for rule in table() for proof in rule.proofs]
    assert [why for why in found if why] == []


def test_a_proof_that_does_not_hold_is_seen() -> None:
    here = tree.spelled(Path(__file__))
    assert fault(Rule("F5", "done", ()), "tests/nowhere.py::test_x") == "F5: tests/nowhere.py does not exist"
    assert fault(Rule("F5", "done", ()), f"{here}::test_x") == f"F5: {here}::test_x does not exist"
    assert "does not name it" in fault(Rule("F5", "done", ()), f"{here}::test_what_is_done_has_a_proof")
    assert names_rule("test_f5_the_window_closes", "F5")
    assert not names_rule("the rule F53 of old", "F5")
