"""Whatever comes in, a program hears what was wrong with it: never a 500."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recado.desk.conversations.models import Message
from recado.doors.api import paging
from tests.cast import Customer
from tests.doors.api.programs import Program, problem

pytestmark = pytest.mark.django_db

PATIENT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = st.sampled_from(["0", "-1", "1e3", str(2**31), str(2**63 - 1), str(2**63), "9" * 400, "٣", "0x1", "1%00"])
SEGMENTS = NUMBERS | st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="/?#%"), min_size=1)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
ASKED = ["text", "template", "attachment_ids", "reaction", "reply_to", "note", "voice"]
CHANGED = ["assignee", "team", "reason", "person", "subject"]


def is_told(answer: Any) -> bool:
    return answer.status_code < 400 or problem(answer)[0] in {400, 404, 405, 409, 413, 422}


@PATIENT
@given(id_=SEGMENTS)
@pytest.mark.parametrize(
    "path",
    [
        "/channels/{}",
        "/threads/{}/messages",
        "/attachments/{}",
        "/cases/{}",
        "/cases/{}/timeline",
        "/deliveries/{}/body",
    ],
)
def test_any_id_is_found_or_not(path: str, id_: str, head_s: Program) -> None:
    answer = head_s.get(path.format(id_))
    assert problem(answer)[0] == 404


@PATIENT
@given(cursor=st.text(max_size=30) | st.lists(st.integers(), max_size=3).map(paging.write))
@pytest.mark.parametrize("path", ["/cases", "/threads", "/deliveries", "/events", "/channels"])
def test_any_cursor_is_known_or_refused(path: str, cursor: str, head_s: Program) -> None:
    assert is_told(head_s.get(path, cursor=cursor))


@PATIENT
@given(place=st.lists(st.integers(-(2**64), 2**64), min_size=2, max_size=3))
def test_a_forged_place_in_a_thread_is_no_trouble(place: list[int], dmitri: Customer, head_s: Program) -> None:
    thread = dmitri.writes("Any news?").thread_id if not Message.objects.exists() else dmitri.thread.pk
    assert is_told(head_s.get(f"/threads/{thread}/messages", cursor=paging.write(place)))
    assert is_told(head_s.get(f"/cases/{dmitri.case.pk}/timeline", cursor=paging.write(place)))


@PATIENT
@given(body=st.dictionaries(st.sampled_from([*ASKED, "other"]), JSON, max_size=4) | JSON)
def test_any_body_is_a_message_or_a_problem(body: Any, dmitri: Customer, head_s: Program) -> None:
    thread = dmitri.writes("Any news?").thread_id if not Message.objects.exists() else dmitri.thread.pk
    assert is_told(head_s.post(f"/threads/{thread}/messages", body))
    assert is_told(head_s.post("/threads", body))


@PATIENT
@given(body=st.dictionaries(st.sampled_from(CHANGED), JSON, max_size=4) | JSON)
def test_any_change_is_made_or_refused(body: Any, dmitri: Customer, head_s: Program) -> None:
    if not Message.objects.exists():
        dmitri.writes("Any news?")
    assert is_told(head_s.post("/cases", body))
    assert is_told(head_s.send("PATCH", f"/cases/{dmitri.case.pk}", body))
    assert is_told(head_s.send("PUT", f"/cases/{dmitri.case.pk}/resolution", body))


@PATIENT
@given(name=st.text(min_size=1, max_size=8), value=st.text(max_size=20))
@pytest.mark.parametrize("path", ["/cases", "/threads", "/events", "/deliveries"])
def test_any_parameter_is_known_or_refused(path: str, name: str, value: str, head_s: Program) -> None:
    assert is_told(head_s.get(path, **{name: value}))


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"\xff\xfe", b"[1]", b'"text"', b"null", b"[" * 100_000, b'{"text": "\\ud800"}', b'{"text": NaN}'],
)
def test_a_body_that_is_no_json_object_is_told_so(raw: bytes, dmitri: Customer, head_s: Program) -> None:
    path = f"/threads/{dmitri.writes('Any news?').thread_id}/messages"
    answer = head_s.client.generic(
        "POST",
        f"/api/v1{path}",
        raw,
        content_type="application/json",
        headers={"Authorization": f"Bearer {head_s.secret}"},
    )
    assert is_told(answer)


def test_nul_in_a_text_is_left_out(dmitri: Customer, head_s: Program) -> None:
    path = f"/threads/{dmitri.writes('Any news?').thread_id}/messages"
    assert head_s.post(path, {"text": "It is\x00 packed."}).json()["text"] == "It is packed."
    assert problem(head_s.get("/cases", team="a\x00b")) == (422, "invalid")


def test_a_body_beyond_all_measure_is_refused(head_s: Program) -> None:
    assert problem(head_s.post("/cases", {"subject": "x" * 1_100_000})) == (413, "too-large")


def test_a_page_stays_where_it_is_though_others_come(dmitri: Customer, head_s: Program) -> None:
    for count in range(5):
        dmitri.writes(f"Word {count}")
    path = f"/threads/{dmitri.thread.pk}/messages"
    first = head_s.get(path, limit=2).json()
    dmitri.writes("Word 5")
    second = head_s.get(path, limit=2, cursor=first["next"]).json()
    third = head_s.get(path, limit=2, cursor=second["next"]).json()
    texts = [message["text"] for page in (first, second, third) for message in page["items"]]
    assert (texts, third["next"]) == (["Word 4", "Word 3", "Word 2", "Word 1", "Word 0"], None)


@pytest.mark.parametrize("key", [None, "k-1"])
def test_a_form_where_json_is_asked_for_is_told_so(key: str | None, head_s: Program) -> None:
    headers = {"Authorization": f"Bearer {head_s.secret}"} | ({"Idempotency-Key": key} if key else {})
    assert problem(head_s.client.post("/api/v1/cases", {"subject": "x"}, headers=headers)) == (400, "unreadable")
    broken = head_s.client.generic(
        "POST", "/api/v1/attachments", "--x", content_type="multipart/form-data; boundary=x", headers=headers
    )
    assert is_told(broken)
    assert problem(head_s.post("/attachments", {}, key=key and "k-2")) == (422, "invalid")


@pytest.mark.parametrize("key", [None, "k-1"])
def test_a_flood_of_files_or_fields_is_refused(key: str | None, head_s: Program) -> None:
    headers = {"Authorization": f"Bearer {head_s.secret}"} | ({"Idempotency-Key": key} if key else {})
    parts = [SimpleUploadedFile("a", b"x") for _ in range(200)]
    for flood in ({"file": parts}, {"file": parts[0], **{f"field-{number}": "x" for number in range(1100)}}):
        assert problem(head_s.client.post("/api/v1/attachments", flood, headers=headers)) == (400, "unreadable")
