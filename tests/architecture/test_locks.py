"""Do the locks name every package by version and hash, no address, and does `uv run` come to the same ones?"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import tree

RUNTIME, DEVELOPER = tree.ROOT / "requirements.lock", tree.ROOT / "requirements-dev.lock"
PIN = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)
ADDRESS = re.compile(r"://|@ |--(?:extra-)?index|--find-links|^-e |^\.{0,2}/", re.MULTILINE)


def pins(text: str) -> dict[str, str]:
    return {found["name"]: found["version"] for found in PIN.finditer(text)}


def unhashed(text: str) -> list[str]:
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    return [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPER], ids=lambda lock: lock.name)
def test_a_lock_has_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text()
    assert pins(text), "the lock names packages"
    assert unhashed(text) == []
    assert ADDRESS.findall(text) == []


def test_developers_run_what_production_runs() -> None:
    assert pins(RUNTIME.read_text()).items() <= pins(DEVELOPER.read_text()).items()


def test_uv_run_resolves_to_the_lock(tmp_path: Path) -> None:
    """uv's own lock is not kept, since it records addresses: asked anew, it must name what ours names."""
    shutil.copy(tree.ROOT / "pyproject.toml", tmp_path)
    uv = str(Path(sys.executable).with_name("uv"))
    command = [uv, "export", "--quiet", "--python", sys.executable, "--no-emit-project", "--no-hashes"]
    asked = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    if asked.returncode and "client error (Connect)" in asked.stderr:
        pytest.skip("uv could not reach a package registry")
    assert asked.returncode == 0, asked.stderr
    assert pins(asked.stdout) == pins(DEVELOPER.read_text())


def test_an_address_in_a_lock_would_be_seen() -> None:
    assert ADDRESS.findall("--index-url x\nrecado @ file\n-e .\n") == ["--index", "@ ", "-e "]
    assert unhashed("one==1 \\\n    --hash=sha256:0\ntwo==2\n") == ["two==2"]
