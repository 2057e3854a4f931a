"""The files of the pages: none is missing, and what others made is as they made it."""

import hashlib
import re

from recado.doors.web import assets, bundling


def test_vendored_files_are_what_their_table_says() -> None:
    table = (assets.ROOT / "vendor" / "README.md").read_text()
    known = dict(re.findall(r"^\| `([\w.]+)` \|.*`([0-9a-f]{64})`", table, re.MULTILINE))
    there = {path.name for path in (assets.ROOT / "vendor").iterdir()} - {"README.md"}
    kept = {name: hashlib.sha256((assets.ROOT / "vendor" / name).read_bytes()).hexdigest() for name in there}
    assert kept == known


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (assets.ROOT / "sprite.svg").read_text()))
    templates = assets.ROOT.parent / "templates"
    named = {icon for page in templates.rglob("*.html") for icon in re.findall(r'{% icon "([\w-]+)"', page.read_text())}
    assert named - drawn == set()


def test_an_address_changes_with_the_bytes() -> None:
    assert re.fullmatch(r"/static/tokens\.css\?v=[0-9a-f]{12}", assets.address("tokens.css"))


def test_every_sheet_and_every_behaviour_is_in_the_two_files_that_pages_ask_for() -> None:
    there = {*(assets.ROOT / "components").glob("*.css"), *(assets.ROOT / "js").glob("*.js")}
    named = {path for name in (bundling.STYLES, bundling.SCRIPTS) for path in bundling.parts(name)}
    assert there - named == set()
    assert "../" not in bundling.bundle(bundling.STYLES).decode()


def test_no_text_of_a_script_goes_over_lines_for_its_indents_would_be_lost() -> None:
    scripts = (assets.ROOT / "js").glob("*.js")
    assert [path.name for path in scripts if any(line.count("`") % 2 for line in path.read_text().splitlines())] == []


def test_no_two_scripts_of_a_page_call_something_by_the_same_name() -> None:
    """They share one scope: the second of them would not run at all."""
    declared = re.compile(r"^(?:const|let|class|function) (\w+)", re.MULTILINE)
    scripts = sorted((assets.ROOT / "js").glob("*.js"))
    names = [name for script in scripts for name in declared.findall(script.read_text())]
    assert sorted({name for name in names if names.count(name) > 1}) == []
