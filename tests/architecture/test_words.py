"""Does any file give away a machine, a registry, or what the project was made beside?"""

import re
from pathlib import Path

from tests.architecture import tree

# Spelled in pieces, so that this file does not say them.
PLACES = ("/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/[a-z]", "/opt/" + "pypi", "/opt/" + "wheels")
REGISTRIES = ("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.", "deb" + r"\.debian", r"debian\.org/debian")
BESIDE = ("shared/" + "corpora", "shared/" + "rulebook", "shared/" + "contracts", "shared/" + "design")
FORBIDDEN = re.compile("|".join((*PLACES, *REGISTRIES, *BESIDE)))
UNREAD = {".png", ".jpg", ".ico", ".woff2", ".ogg", ".webm", ".mp4", ".pdf", ".mo"}


def found(path: Path) -> list[str]:
    text = path.read_text(errors="replace")
    return [f"{tree.spelled(path)}: {word}" for word in FORBIDDEN.findall(text)]


def test_no_file_gives_away_where_it_was_made() -> None:
    files = [path for path in tree.files() if path.suffix not in UNREAD and path.name != "LICENSE"]
    assert [word for path in files for word in found(path)] == []
