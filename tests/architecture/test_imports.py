"""Who imports whom: the walls of `.importlinter`, what an adapter may know, and what starts without Django."""

import configparser
import subprocess
import sys
from functools import cache

import grimp
from importlinter.cli import lint_imports

from tests.architecture import tree

ADAPTER_MAY_KNOW = ("recado.desk.channels.port", "recado.desk.channels.reasons", "recado.desk.core")


@cache
def walls() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(tree.ROOT / ".importlinter")
    return parser


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("recado", cache_dir=None)


def layers() -> list[list[str]]:
    """The contexts from the highest layer to the lowest, as `.importlinter` has them."""
    lines = walls()["importlinter:contract:contexts"]["layers"].split("\n")
    return [[name.strip() for name in line.split("|")] for line in lines if line.strip()]


def readers() -> list[str]:
    """The readers and judges: bytes and facts in, facts and verdicts out, no Django."""
    return walls()["importlinter:contract:readers"]["source_modules"].split()


def adapters() -> list[str]:
    """One folder below channels is one adapter."""
    return sorted(name for name in graph().find_children("recado.desk.channels") if graph().find_children(name))


def test_the_walls_stand() -> None:
    assert lint_imports(config_filename=str(tree.ROOT / ".importlinter"), no_cache=True) == 0


def test_an_adapter_knows_only_the_port() -> None:
    known = {
        f"{importer} imports {imported}"
        for adapter in adapters()
        for importer in {adapter, *graph().find_descendants(adapter)}
        for imported in graph().find_modules_directly_imported_by(importer)
        if not imported.startswith((adapter, *ADAPTER_MAY_KNOW))
    }
    assert sorted(known) == []


def test_readers_and_judges_start_no_django() -> None:
    question = f"import sys, {', '.join(readers())}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", question], check=False).returncode == 0


def test_every_reading_module_of_an_adapter_and_every_judge_is_held_to_that() -> None:
    held = tuple(readers())
    expected = [
        tree.dotted(path)
        for path in tree.modules(tree.DESK)
        if "judging" in path.stem or (path.stem == "reading" and path.parent.parent.name == "channels")
    ]
    assert [name for name in expected if not name.startswith(held)] == []


def test_no_room_is_empty() -> None:
    """A context is made when its first feature is built: it holds more than its docstring."""
    rooms = [name.removeprefix("(").removesuffix(")") for layer in layers() for name in layer if name != "models"]
    assert [room for room in rooms if len(tree.modules(tree.DESK / room)) < 2] == []
