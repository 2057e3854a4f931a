"""The `recado` command: quick where nothing is opened, one line and 1 for a refusal, 2 for wrong usage."""

import os
import subprocess
import sys

import pytest

RECADO = (sys.executable, "-P", "-m", "recado.house.entry")


def asked(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    known = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | environment
    return subprocess.run([*RECADO, *words], env=known, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words",
    [("nothing",), ("up", "--nothing"), ("up", "--port", "70000"), ("bench", "nothing"), ("explain", "nothing"), ()],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(words: tuple[str, ...]) -> None:
    done = asked(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("part", ["web", "work"])
def test_a_part_alone_needs_a_shared_database(part: str) -> None:
    done = asked(part)
    assert (done.returncode, done.stdout) == (1, "")
    says = f"recado: `recado {part}` shares a database with others: set DATABASE_URL, or run `recado up`.\n"
    assert done.stderr == says


def test_a_command_that_opens_nothing_starts_no_django() -> None:
    script = (
        "import sys\nfrom recado.house import entry\nentry.shell.register(entry.app)\n"
        "print([name for name in ('django', 'rich', 'psycopg', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
