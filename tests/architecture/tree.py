"""What does the repository hold: its files, its modules and what a module says."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "recado"
DESK = PACKAGE / "desk"


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project that is not ignored, whether committed yet or not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(sorted(path for name in set(names) - {""} if (path := ROOT / name).is_file()))


def named(*endings: str, under: Path = ROOT) -> list[Path]:
    """The files with one of these endings below a folder."""
    return [path for path in files() if path.suffix in endings and path.is_relative_to(under)]


def modules(under: Path = PACKAGE) -> list[Path]:
    """The hand-written Python modules below a folder: migrations are written by a program."""
    return [path for path in named(".py", under=under) if "migrations" not in path.parts]


@cache
def syntax(path: Path) -> ast.Module:
    """The module, parsed."""
    return ast.parse(path.read_text(), filename=str(path))


def spelled(path: Path) -> str:
    """The file's name as people write it: from the root of the repository."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def dotted(path: Path) -> str:
    """The module's name as Python imports it."""
    name = path.relative_to(ROOT / "src").with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


def place(path: Path, node: ast.AST) -> str:
    """Where to look: file and line."""
    return f"{spelled(path)}:{getattr(node, 'lineno', 1)}"
