"""Are the banned imports banned where they should be?"""

import subprocess
import sys
import tomllib

import pytest

from tests.architecture import tree


def bans(settings: dict[str, object]) -> dict[str, object]:
    tidy: dict[str, dict[str, object]] = settings["flake8-tidy-imports"]  # type: ignore[assignment]
    return tidy["banned-api"]


def test_the_desk_bans_all_that_the_house_bans() -> None:
    """A nested list takes the place of the outer one: it has to repeat it."""
    house = bans(tomllib.loads((tree.ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"])
    desk = bans(tomllib.loads((tree.DESK / "ruff.toml").read_text())["lint"])
    assert house.items() <= desk.items()
    assert desk.keys() - house.keys() == {"django.http", "django.shortcuts", "django.urls", "django.template"}


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("src/recado/desk/cases/imagined.py", "from django.shortcuts import render"),
        ("src/recado/desk/cases/imagined.py", "from django.http import HttpRequest"),
        ("src/recado/desk/cases/imagined.py", "from django.dispatch import receiver"),
        ("src/recado/doors/web/imagined.py", "from django.db.models.signals import post_save"),
        ("src/recado/doors/web/imagined.py", "import datetime; datetime.datetime.now()"),
    ],
)
def test_ruff_refuses_what_is_banned(place: str, line: str) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251", "--stdin-filename", place]
    asked = subprocess.run([*command, "-"], cwd=tree.ROOT, input=line, capture_output=True, text=True, check=False)
    assert asked.returncode == 1, asked.stderr
    assert "is banned" in asked.stdout
