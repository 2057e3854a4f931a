"""Is every file short enough to hold in the head?"""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture import tree


@dataclass(frozen=True)
class Budget:
    """Lines: past the first figure a thing is listed, past the hard one the build fails."""

    first: int
    hard: int


MODULE, FUNCTION, TEMPLATE = Budget(200, 300), Budget(20, 40), Budget(80, 150)
SHEET, TEST = Budget(150, 250), Budget(300, 500)


@dataclass(frozen=True)
class Measured:
    """One thing and its length in lines."""

    name: str
    lines: int
    budget: Budget


def measured(path: Path) -> Iterator[Measured]:
    """The file and, in a module of the product, each of its functions."""
    budget = TEST if path.is_relative_to(tree.ROOT / "tests") else BUDGETS[path.suffix]
    yield Measured(tree.spelled(path), len(path.read_text().splitlines()), budget)
    if budget is MODULE:
        yield from functions(path)


def functions(path: Path) -> Iterator[Measured]:
    for node in ast.walk(tree.syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Measured(f"{tree.place(path, node)} {node.name}", lines, FUNCTION)


BUDGETS = {".py": MODULE, ".html": TEMPLATE, ".txt": TEMPLATE, ".css": SHEET, ".js": SHEET}


def counted(path: Path) -> bool:
    """Not counted: migrations, vendored files, data."""
    owned = path.is_relative_to(tree.PACKAGE) or path.is_relative_to(tree.ROOT / "tests")
    written = path.suffix != ".txt" or "templates" in path.parts
    return owned and written and not {"migrations", "vendor", "data"} & set(path.parts)


def everything() -> list[Measured]:
    return [one for path in tree.named(*BUDGETS) if counted(path) for one in measured(path)]


def told(found: list[Measured]) -> list[str]:
    return [f"{one.name}: {one.lines} lines" for one in sorted(found, key=lambda one: -one.lines)]


def test_nothing_is_past_its_hard_budget() -> None:
    assert told([one for one in everything() if one.lines > one.budget.hard]) == []


def test_what_is_past_its_first_budget_is_listed() -> None:
    long = told([one for one in everything() if one.budget.first < one.lines <= one.budget.hard])
    if long:
        warnings.warn(f"{len(long)} past the first budget:\n  " + "\n  ".join(long), stacklevel=1)
    assert everything(), "there is something to measure"


def test_a_function_is_measured_from_its_name_to_its_last_line() -> None:
    lengths = {one.name.split()[-1]: one.lines for one in functions(Path(__file__))}
    assert (lengths["counted"], lengths["told"]) == (5, 2)


def test_what_others_wrote_is_not_counted() -> None:
    web = tree.PACKAGE / "doors" / "web"
    assert counted(web / "static" / "js" / "ticking.js")
    assert not counted(web / "static" / "vendor" / "htmx.js")
    assert not counted(tree.DESK / "migrations" / "0002_resolutions.py")
    assert not counted(tree.ROOT / "docs" / "study.html")
