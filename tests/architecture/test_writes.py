"""Who writes: only the verbs of the desk, and only with the time of the one clock."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture import tree

WRITES = {"save", "asave", "create", "acreate", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
QUERYSET_WRITES = {"update", "aupdate", "delete", "adelete", "insert"}
QUERYSET_WORDS = {"objects", "filter", "exclude", "all", "select_for_update", "bulk"}
GETS = {"get", "aget"}
NOW = {"now", "utcnow", "today"}
NOW_IF_GIVEN_NOTHING = {"localdate", "localtime"}
CLOCKS = {"datetime", "date", "timezone"}
THE_ONE_CLOCK = tree.DESK / "core" / "time.py"


def is_verb_module(path: Path) -> bool:
    """Verbs live in gerund modules of the desk: `resolving.py`, `filing.py`."""
    return path.is_relative_to(tree.DESK) and any(word.endswith("ing") for word in path.stem.split("_"))


def chain(node: ast.expr) -> set[str]:
    """The names in front of a call: `Case.objects.filter(…).update` has Case, objects and filter."""
    if isinstance(node, ast.Attribute):
        return {node.attr} | chain(node.value)
    if isinstance(node, ast.Call):
        return chain(node.func)
    return {node.id} if isinstance(node, ast.Name) else set()


@dataclass(frozen=True)
class Call:
    """One call of a method: where, which, the names in front of it, and whether it is given anything."""

    line: int
    method: str
    before: set[str]
    given: bool


def calls(module: ast.Module) -> Iterator[Call]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield Call(node.lineno, node.func.attr, chain(node.func.value), bool(node.args))


def writes(module: ast.Module) -> list[str]:
    return [
        f"{call.line} {call.method}"
        for call in calls(module)
        if call.method in WRITES or (call.method in QUERYSET_WRITES and QUERYSET_WORDS & call.before)
    ]


def own_finds(module: ast.Module) -> list[str]:
    """`Case.objects.get`, `get_object_or_404` and their kin."""
    shortcuts = [node for node in ast.walk(module) if isinstance(node, ast.Name) and node.id.endswith("_or_404")]
    gets = [call for call in calls(module) if call.method in GETS and "objects" in call.before]
    return [f"{node.lineno} {node.id}" for node in shortcuts] + [f"{call.line} {call.method}" for call in gets]


def clocks_asked(module: ast.Module) -> list[str]:
    return [
        f"{call.line} {call.method}"
        for call in calls(module)
        if CLOCKS & call.before and (call.method in NOW or (call.method in NOW_IF_GIVEN_NOTHING and not call.given))
    ]


def told(path: Path, found: list[str]) -> list[str]:
    return [f"{tree.spelled(path)}:{what}" for what in found]


def test_only_verb_modules_of_the_desk_write() -> None:
    others = [path for path in tree.modules() if not is_verb_module(path)]
    assert [line for path in others for line in told(path, writes(tree.syntax(path)))] == []


def test_doors_find_through_access_and_never_by_themselves() -> None:
    doors = tree.modules(tree.PACKAGE / "doors")
    assert [line for path in doors for line in told(path, own_finds(tree.syntax(path)))] == []


def test_only_the_one_clock_asks_what_time_it_is() -> None:
    others = [path for path in tree.modules() if path != THE_ONE_CLOCK]
    assert [line for path in others for line in told(path, clocks_asked(tree.syntax(path)))] == []


def test_a_write_is_seen_wherever_it_hides() -> None:
    source = "Case.objects.filter(a=1).update(b=2)\ncase.save()\nbulk.insert(Case, rows)\n{}.update(b=2)\nseen.add(1)"
    assert writes(ast.parse(source)) == ["1 update", "2 save", "3 insert"]


def test_a_find_of_ones_own_is_seen() -> None:
    source = "Case.objects.get(pk=1)\nget_object_or_404(Case, pk=1)\ncache.get('a')\naccess.fetch(ada, 42)"
    assert own_finds(ast.parse(source)) == ["2 get_object_or_404", "1 get"]


def test_another_clock_is_seen() -> None:
    source = "timezone.now()\ndatetime.datetime.now(UTC)\ntime.now()\ntimezone.localtime(at)\ntimezone.localtime()"
    assert clocks_asked(ast.parse(source)) == ["1 now", "2 now", "5 localtime"]


def test_verbs_live_in_gerund_modules() -> None:
    assert is_verb_module(tree.DESK / "cases" / "resolving.py")
    assert not is_verb_module(tree.DESK / "cases" / "models.py")
    assert not is_verb_module(tree.PACKAGE / "doors" / "web" / "answering.py")
