"""A write that is sent again with its key is done once and answered the same."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from recado.desk.conversations.models import Message
from recado.desk.core.time import now
from recado.desk.journal import forgetting
from recado.desk.journal.models import Answer
from recado.desk.staff.models import Agent
from tests.cast import Customer
from tests.doors.api.programs import Program, problem, program_of


def said(text: str) -> int:
    return Message.objects.filter(text=text).count()


@pytest.mark.django_db
class TestOneAfterAnother:
    """The same program, twice."""

    @pytest.fixture
    def path(self, dmitri: Customer) -> str:
        return f"/threads/{dmitri.writes('Any news?').thread_id}/messages"

    def test_the_same_key_and_body_answer_the_same(self, path: str, ada_s: Program) -> None:
        first, second = (ada_s.post(path, {"text": "It is packed."}, key="k-1") for _ in range(2))
        assert (first.status_code, first.json()) == (second.status_code, second.json())
        assert (first.status_code, said("It is packed.")) == (201, 1)

    def test_without_a_key_each_is_a_write_of_its_own(self, path: str, ada_s: Program) -> None:
        for _ in range(2):
            ada_s.post(path, {"text": "It is packed."})
        assert said("It is packed.") == 2

    def test_the_same_key_for_something_else_is_refused(self, path: str, ada_s: Program) -> None:
        ada_s.post(path, {"text": "It is packed."}, key="k-1")
        assert problem(ada_s.post(path, {"text": "It is sent."}, key="k-1")) == (409, "idempotency-key-reused")
        assert said("It is sent.") == 0

    def test_a_refusal_is_the_same_refusal_again(self, path: str, ada_s: Program) -> None:
        first, second = (ada_s.post(path, {"text": " "}, key="k-1") for _ in range(2))
        assert problem(first) == problem(second) == (409, "empty")

    def test_keys_of_two_tokens_are_two_keys(self, path: str, ada: Agent, ada_s: Program) -> None:
        for program in (ada_s, program_of(ada)):
            program.post(path, {"text": "It is packed."}, key="k-1")
        assert said("It is packed.") == 2

    def test_after_a_day_the_key_is_free_again(self, path: str, ada_s: Program) -> None:
        ada_s.post(path, {"text": "It is packed."}, key="k-1")
        Answer.objects.update(at=now() - timedelta(hours=25))
        ada_s.post(path, {"text": "It is packed."}, key="k-1")
        assert said("It is packed.") == 2
        assert forgetting.forget(now()) == 0

    def test_a_form_is_known_again_whatever_its_boundary(self, ada_s: Program, settings: Any, tmp_path: Any) -> None:
        settings.FILES = tmp_path
        headers = {"Authorization": f"Bearer {ada_s.secret}", "Idempotency-Key": "k-1"}
        ids = []
        for _ in range(2):
            file = io.BytesIO(b"a bill")
            file.name = "bill.pdf"
            ids.append(ada_s.client.post("/api/v1/attachments", {"file": file}, headers=headers).json()["id"])
        assert ids[0] == ids[1]

    @pytest.mark.parametrize("key", ["", "k" * 256, "ключ"])
    def test_a_key_is_short_and_plain(self, key: str, path: str, ada_s: Program) -> None:
        assert problem(ada_s.post(path, {"text": "x"}, key=key)) == (422, "invalid")


@pytest.mark.django_db(transaction=True)
def test_of_twins_one_waits_for_the_other_and_says_the_same(dmitri: Customer, ada_s: Program) -> None:
    """WA21."""
    path = f"/threads/{dmitri.writes('Any news?').thread_id}/messages"

    def write(_: int) -> Any:
        try:
            return Program(ada_s.secret).post(path, {"text": "It is packed."}, key="k-1").json()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as four:
        answers = list(four.map(write, range(4)))
    assert answers == [answers[0]] * 4
    assert said("It is packed.") == 1
