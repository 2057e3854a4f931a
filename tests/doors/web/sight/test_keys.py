"""The table of keys: the sheet and the browser read the same one, and no two keys are alike."""

import re
from collections import Counter

import pytest

from recado.desk.staff.models import Agent
from recado.doors.web import assets
from recado.doors.web.sight import keys, places

pytestmark = pytest.mark.django_db


def test_no_two_keys_are_alike(ada: Agent) -> None:
    strokes = [key.strokes for group in keys.groups(ada) for key in group.keys]
    assert [one for one, times in Counter(strokes).items() if times > 1] == []


def test_every_act_that_the_table_names_is_known_to_the_browser(ada: Agent) -> None:
    script = (assets.ROOT / "js" / "key-acts.js").read_text()
    known = set(re.findall(r"^  \"?([\w-]+)\"?(?:\(\w*\) \{|: )", script, re.MULTILINE))
    named = {key.act for group in keys.groups(ada) for key in group.keys if key.act}
    assert named - known == set()


def test_what_a_key_presses_stands_in_a_template(ada: Agent) -> None:
    templates = "".join(path.read_text() for path in (assets.ROOT.parent / "templates").rglob("*.html"))
    pressed = [one for group in keys.groups(ada) for key in group.keys for one in key.press.split(", ") if one]
    ids = [one.removeprefix("#") for one in pressed if one.startswith("#")]
    assert [one for one in ids if f'id="{one}"' not in templates] == []


def test_g_and_a_letter_go_to_views_and_pages(ada: Agent) -> None:
    went = {place.letter: place.to for place in places.places(ada) if place.letter}
    assert {letter: went[letter] for letter in "iumtapoy"} == {
        "i": "/?view=mine",
        "u": "/?view=unassigned",
        "m": "/?view=mentions",
        "t": "/?view=teams",
        "a": "/?view=all",
        "p": "/people",
        "o": "/organisations",
        "y": "/me",
    }
