"""Does docs/operations/settings.md name everything that can be set?"""

import inspect
import re
from importlib import import_module

from recado.desk.rules.sections import Section
from tests.architecture import tree

VARIABLE = re.compile(r"[\"'](RECADO_[A-Z_]+|DATABASE_URL)[\"']")


def documented() -> str:
    return (tree.ROOT / "docs" / "operations" / "settings.md").read_text()


def variables() -> set[str]:
    """What the program reads from its environment."""
    return {name for path in tree.modules() for name in VARIABLE.findall(path.read_text())}


def sections() -> list[type[Section]]:
    """The house rules: each context keeps its sections in a module of that name."""
    homes = [import_module(tree.dotted(path)) for path in tree.modules(tree.DESK) if path.stem == "sections"]
    classes = {one for home in homes for _, one in inspect.getmembers(home, inspect.isclass)}
    return sorted((one for one in classes if issubclass(one, Section) and "section" in vars(one)), key=str)


def test_every_variable_of_the_environment_is_documented() -> None:
    assert variables(), "the program reads its environment"
    assert sorted(name for name in variables() if f"`{name}`" not in documented()) == []


def test_every_rule_that_a_house_can_set_is_documented() -> None:
    fields = [f"{one.section}.{field}" for one in sections() for field in one.model_fields]
    assert fields, "a house can set rules"
    assert [field for field in fields if f"`{field}`" not in documented()] == []
