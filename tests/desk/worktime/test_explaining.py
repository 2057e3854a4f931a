"""Does `recado explain deadline` answer as its contract says, and refuse in words?"""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recado.desk.worktime import measuring
from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.explaining import explain

CALENDAR = {
    "zone": "America/Santiago",
    "hours": {"mon": [["09:00", "13:00"], ["14:00", "18:00"]], "tue": [["09:00", "18:00"]]},
}
ASKED = {"calendar": CALENDAR, "since": "2026-06-01T08:00:00-04:00", "for": "PT5H"}
MISSING = object()


def asked(**changed: object) -> dict[str, object]:
    return {key: value for key, value in {**ASKED, **changed}.items() if value is not MISSING}


def test_a_deadline_is_told_with_what_was_counted() -> None:
    """N3."""
    assert explain(ASKED) == {
        "due": "2026-06-01T19:00:00Z",
        "counted": [["2026-06-01T13:00:00Z", "2026-06-01T17:00:00Z"], ["2026-06-01T18:00:00Z", "2026-06-01T19:00:00Z"]],
    }


def test_pauses_are_left_out() -> None:
    pauses = [["2026-06-01T10:00:00-04:00", "2026-06-01T14:30:00-04:00"]]
    assert explain(asked(pauses=pauses)) == {
        "due": "2026-06-02T13:30:00Z",
        "counted": [
            ["2026-06-01T13:00:00Z", "2026-06-01T14:00:00Z"],
            ["2026-06-01T18:30:00Z", "2026-06-01T22:00:00Z"],
            ["2026-06-02T13:00:00Z", "2026-06-02T13:30:00Z"],
        ],
    }
    until = "2026-06-02T09:30:00-04:00"
    assert explain(asked(until=until, pauses=pauses, **{"for": MISSING})) == {"worked": "PT5H"}


def test_a_fraction_of_a_second_is_told() -> None:
    assert explain(asked(**{"for": "PT0.25S"}))["due"] == "2026-06-01T13:00:00.250000Z"


def test_too_many_intervals_are_cut_and_the_rest_is_told_as_one_sum() -> None:
    long = explain(asked(**{"for": "PT63072000S"}))
    assert "omitted" not in long
    weekly = {"zone": "UTC", "hours": {"mon": [["09:00", "09:20"]]}}
    longer = explain(asked(calendar=weekly, **{"for": f"PT{20 * (measuring.LISTED + 3)}M"}))
    assert (len(longer["counted"]), longer["omitted"]) == (measuring.LISTED, "PT1H")  # type: ignore[arg-type]


REFUSED = [
    ({"calendar": MISSING}, 'needs a "calendar"'),
    ({"calendar": None}, "The calendar must be a JSON object"),
    ({"calendar": {"zone": "UTC", "hours": {}}}, "never opens"),
    ({"since": MISSING}, '"since" must be a text'),
    ({"since": 1767600000}, '"since" must be a text'),
    ({"since": "yesterday"}, "'yesterday' is not a date and time"),
    ({"since": "2026-06-01T08:00:00"}, "says no offset"),
    ({"since": "0001-01-01T00:00:00+05:00"}, "outside the years 1 to 9999"),
    ({"for": MISSING}, 'either "for"'),
    ({"until": "2026-06-02T08:00:00Z"}, 'either "for"'),
    ({"for": "P1M"}, "years or months"),
    ({"for": 3600}, "3600 is not a duration"),
    ({"for": "PT999999999H"}, "beyond the year 9999"),
    ({"pauses": "none"}, '"pauses" must be a list'),
    ({"pauses": [["2026-06-01T10:00:00Z"]]}, "A pause is a pair of times"),
    ({"pauses": [["2026-06-01T10:00:00Z", "soon"]]}, "'soon' is not a date and time"),
    ({"pauses": [["2026-06-01T10:00:00Z", None]]}, "A pause without an end"),
    ({"pause": []}, "unknown key 'pause'"),
]


@pytest.mark.parametrize(("changed", "words"), REFUSED)
def test_what_makes_no_sense_is_refused_in_words(changed: dict[str, object], words: str) -> None:
    with pytest.raises(WorktimeError) as refused:
        explain(asked(**changed))
    assert words in str(refused.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["zone", "hours", "mon", "x"]), inner),
    max_leaves=6,
)


@settings(deadline=None)
@given(changed=st.dictionaries(st.sampled_from(["calendar", "since", "for", "until", "pauses", "x"]), json_values))
def test_whatever_is_asked_there_is_an_answer_or_words(changed: dict[str, object]) -> None:
    with contextlib.suppress(WorktimeError):
        assert json.dumps(explain({**ASKED, **changed}))
