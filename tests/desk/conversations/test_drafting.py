"""No word is lost: drafts are kept for each agent and thread, and two devices at once keep both."""

from datetime import timedelta

import pytest

from recado.desk.conversations import drafted_files, drafting, replying, uploading
from recado.desk.conversations.drafting import Words
from recado.desk.conversations.models import Attachment, Draft, Thread
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.journal.models import Entry
from recado.desk.people import adding, merging
from recado.desk.staff.models import Agent
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(dmitri: Customer, ada: Agent) -> Thread:
    dmitri.writes("Hola")
    return dmitri.thread


def earlier(kept: Draft) -> list[str]:
    return [one["text"] for one in kept.earlier]


def test_a_draft_belongs_to_an_agent_a_thread_and_a_kind(thread: Thread, ada: Agent, bruno: Agent) -> None:
    drafting.keep(ada, thread, Words("Ya lo"), seen=0)
    drafting.keep(ada, thread, Words("Ojo con"), seen=0, is_note=True)
    kept = drafting.keep(ada, thread, Words("Ya lo miro"), seen=1)
    assert (kept.text, kept.version, kept.earlier) == ("Ya lo miro", 2, [])
    assert drafting.draft(ada, thread, is_note=True).text == "Ojo con"
    assert (drafting.draft(bruno, thread).text, drafting.draft(bruno, thread).version) == ("", 0)


def test_a_draft_is_no_event_of_the_case(thread: Thread, ada: Agent) -> None:
    before = Entry.objects.count()
    drafting.keep(ada, thread, Words("Ya lo miro"), seen=0)
    assert Entry.objects.count() == before


def test_what_another_device_wrote_meanwhile_is_kept_beside(thread: Thread, ada: Agent) -> None:
    drafting.keep(ada, thread, Words("desde el escritorio"), seen=0)
    kept = drafting.keep(ada, thread, Words("desde el teléfono", (7,)), seen=0)
    assert (kept.text, earlier(kept), kept.attachments) == ("desde el teléfono", ["desde el escritorio"], [7])
    again = drafting.keep(ada, thread, Words("desde el escritorio, y más"), seen=1)
    assert (again.text, earlier(again)) == ("desde el escritorio, y más", ["desde el teléfono"])
    assert again.attachments == [7]
    assert earlier(drafting.settle(ada, thread)) == []


def test_two_devices_that_write_the_same_or_go_on_from_it_are_no_conflict(thread: Thread, ada: Agent) -> None:
    drafting.keep(ada, thread, Words("Ya lo"), seen=0)
    assert earlier(drafting.keep(ada, thread, Words("Ya lo miro"), seen=0)) == []
    assert drafting.keep(ada, thread, Words(""), seen=0).text == "Ya lo miro"


def test_a_device_that_missed_its_own_answer_is_no_other_device(thread: Thread, ada: Agent) -> None:
    drafting.keep(ada, thread, Words("Ya lo miro"), seen=0, device="phone")
    assert earlier(drafting.keep(ada, thread, Words("Lo miro"), seen=0, device="phone")) == []
    assert earlier(drafting.keep(ada, thread, Words("Mañana"), seen=0, device="desk")) == ["Lo miro"]


def test_after_sending_an_old_device_does_not_write_over_what_is_new(thread: Thread, ada: Agent) -> None:
    drafting.keep(ada, thread, Words("uno"), seen=0)
    drafting.drop(ada, thread)
    assert drafting.draft(ada, thread).text == ""
    fresh = drafting.keep(ada, thread, Words("dos"), seen=2)
    stale = drafting.keep(ada, thread, Words("uno y medio"), seen=1)
    assert (fresh.version, stale.text, earlier(stale)) == (3, "uno y medio", ["dos"])


def test_WA21_a_saving_that_comes_after_its_message_is_no_draft(thread: Thread, ada: Agent) -> None:
    drafting.keep(ada, thread, Words("Ya lo mi"), seen=0, client_id="a click")
    replying.reply(thread, by=ada.actor, text="Ya lo miro", client_id="a click")
    drafting.drop(ada, thread)
    assert drafting.keep(ada, thread, Words("Ya lo mir"), seen=1, client_id="a click").text == ""


def test_what_the_other_device_wrote_comes_back_once_the_first_was_sent(thread: Thread, ada: Agent) -> None:
    drafting.keep(ada, thread, Words("una idea"), seen=0)
    drafting.keep(ada, thread, Words("otra cosa"), seen=0)
    drafting.drop(ada, thread)
    kept = drafting.draft(ada, thread)
    assert (kept.text, kept.earlier) == ("una idea", [])


def test_rows_learn_the_first_words_of_ones_own_drafts(thread: Thread, ada: Agent, bruno: Agent) -> None:
    drafting.keep(ada, thread, Words("Ya lo\nmiro"), seen=0)
    assert drafting.drafts_of(ada, [thread.pk, 0]) == {thread.pk: "Ya lo miro"}
    assert drafting.drafts_of(bruno, [thread.pk]) == {}
    drafting.drop(ada, thread)
    assert drafting.drafts_of(ada, [thread.pk]) == {}


def test_a_file_in_a_draft_is_not_swept_away(thread: Thread, ada: Agent) -> None:
    kept, swept = (uploading.upload([b"x"], name=name, mime="text/plain", by=ada.actor) for name in ("a.txt", "b.txt"))
    held = drafting.keep(ada, thread, Words("", (kept.pk,)), seen=0)
    assert uploading.forget(now() + timedelta(days=3)) == 1
    assert (list(Attachment.objects.all()), drafted_files.files(held)) == ([kept], [kept])
    assert swept not in Attachment.objects.all()


def test_an_emptied_row_is_forgotten_after_a_week(thread: Thread, ada: Agent) -> None:
    drafting.keep(ada, thread, Words("uno"), seen=0)
    drafting.drop(ada, thread)
    assert (drafting.forget(now()), drafting.forget(now() + timedelta(days=8))) == (0, 1)


def test_a_first_mail_goes_on_to_who_two_persons_are(ada: Agent, bruno: Agent) -> None:
    gone, stays = (adding.add(addresses=[("email", "", f"{n}@casa.example")], by=HOUSE, name=n) for n in "ab")
    for agent, person, words in ((ada, gone, "Su"), (bruno, gone, "Hola"), (bruno, stays, "Buenas")):
        drafting.keep(agent, person, Words(words, head={"subject": [words]}), seen=0)
    merging.merge(gone, stays, by=HOUSE)
    kept = [drafting.draft(agent, stays) for agent in (ada, bruno)]
    assert [(one.text, one.head["subject"]) for one in kept] == [("Su", ["Su"]), ("Buenas\n\nHola", ["Buenas"])]
    drafting.drop(ada, stays)
    assert (drafting.draft(ada, stays).text, drafting.draft(ada, stays).head) == ("", {})
