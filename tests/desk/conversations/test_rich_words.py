"""Rich words are kept, joined, taken back and sent with exactly the pictures that stand in them."""

from datetime import timedelta
from typing import Any

import pytest

from recado.desk.cases import access, illustrating
from recado.desk.channels.email import composing
from recado.desk.channels.models import Channel
from recado.desk.conversations import drafting, ordering, recalling, replying, rich_words, uploading
from recado.desk.conversations import letters as letters_of
from recado.desk.conversations.drafting import Words
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.models import Attachment, Message, Thread
from recado.desk.core.time import now
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent, Team
from tests import makers
from tests.desk.conversations import letters

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
RICH = "<div>Ya lo <b>miro</b></div>"


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.FILES = tmp_path


@pytest.fixture
def soporte(support: Team) -> Channel:
    return letters.mailbox(None, support)


@pytest.fixture
def thread(soporte: Channel) -> Thread:
    return letters.thread(letters.comes(soporte))


def picture(by: Agent, content: bytes = PNG) -> Attachment:
    return uploading.upload([content], name="lamp.png", mime="image/png", by=by.actor)


def shown(key: int) -> str:
    return f'<div>Así: <img src="cid:{key}" alt="lamp.png"></div>'


def sent(thread: Thread, agent: Agent, html: str, *beside: Attachment, **more: Any) -> Message:
    html, pictures = illustrating.illustrated(agent, thread, html)
    letter = Letter(letters_of.usual(thread).to, subject="x", html=html)
    return replying.reply(thread, by=agent.actor, attachments=[*beside, *pictures], letter=letter, **more)[0]


def test_a_draft_keeps_rich_words_and_reads_them(thread: Thread, ada: Agent) -> None:
    kept = drafting.keep(ada, thread, Words(html=f"{RICH}<script>x</script>"), seen=0)
    assert (kept.text, kept.html) == ("Ya lo miro", RICH)
    assert drafting.drafts_of(ada, [thread.pk]) == {thread.pk: "Ya lo miro"}
    drafting.keep(ada, thread, Words(html="<div>otra <i>cosa</i></div>"), seen=0, device="phone")
    drafting.drop(ada, thread)
    assert drafting.draft(ada, thread).html == RICH


def test_rich_and_plain_words_are_joined_richly() -> None:
    assert rich_words.joined(("a < b\n\nc", ""), ("", ""), ("x", "<b>x</b>")) == (
        "a < b\n\nc\n\nx",
        "<div>a &lt; b</div><div><br></div><div>c</div><div><br></div><b>x</b>",
    )
    assert rich_words.joined(("a", ""), ("b", "")) == ("a\n\nb", "")
    assert rich_words.read("<div><br></div>", "x") == ("", "")
    assert rich_words.read("", "x") == ("x", "")


def test_what_is_taken_back_is_rich_again_with_its_pictures(thread: Thread, ada: Agent) -> None:
    inside, beside = picture(ada), uploading.upload([b"x"], name="a.txt", mime="text/plain", by=ada.actor)
    written = sent(thread, ada, shown(inside.pk), beside, leaves_in=timedelta(seconds=5))
    assert {one.pk: (one.source or {}).get("inline", False) for one in written.attachments.all()} == {
        inside.pk: True,
        beside.pk: False,
    }
    kept = recalling.recall(written, by=ada)
    assert (kept.html, kept.attachments) == (shown(inside.pk), [beside.pk])
    assert uploading.forget(now() + timedelta(days=3)) == 0
    again = sent(thread, ada, "<div>Sin foto</div>")
    assert [one.get_content_type() for one in composed(again).walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_pictures_travel_inside_and_files_beside(thread: Thread, ada: Agent) -> None:
    inside, beside = picture(ada), uploading.upload([b"x"], name="a.txt", mime="text/plain", by=ada.actor)
    mail = composed(sent(thread, ada, shown(inside.pk), beside))
    assert [one.get_content_type() for one in mail.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "text/plain",
    ]  # fmt: skip
    [named] = [one for one in mail.walk() if one["Content-ID"]]
    assert f"cid:{named['Content-ID'].strip('<>')}" in mail.get_body(("html",)).get_content()
    assert mail.get_body(("plain",)).get_content().splitlines()[0] == "Así: [lamp.png]"


def composed(message: Message) -> Any:
    return composing.compose(ordering.order(Message.objects.select_related("thread", "channel").get(pk=message.pk)))


def test_all_files_of_a_mail_count_together(thread: Thread, ada: Agent) -> None:
    inside, beside = picture(ada), picture(ada, PNG + b"1")
    for file in (inside, beside):
        file.blob.bytes = 20 * 1024 * 1024  # type: ignore[union-attr]
        file.blob.save()  # type: ignore[union-attr]
    with pytest.raises(Objected, match="26 MB"):
        sent(thread, ada, shown(inside.pk), beside)


def test_only_ones_own_pictures_and_those_of_the_talk_are_shown(
    soporte: Channel, thread: Thread, ada: Agent, bruno: Agent
) -> None:
    """An attacker names uploads of a colleague, files of another talk, notes' files, and what is no picture."""
    known, elsewhere = (Message.objects.get(thread=one) for one in (thread, letters.thread(letters.comes(soporte))))
    of_talk, of_other = picture(ada), picture(ada)
    Attachment.objects.filter(pk=of_talk.pk).update(message=known)
    Attachment.objects.filter(pk=of_other.pk).update(message=elsewhere)
    no_picture, colleague_s, mine = picture(ada, b"<script>alert(1)</script>"), picture(bruno), picture(ada)
    stranger = makers.agent("Sol Paz", teams=(makers.team("sales", "Sales"),))
    for agent, key in (
        (ada, of_other.pk),
        (ada, no_picture.pk),
        (ada, colleague_s.pk),
        (ada, 999_999),
        (stranger, of_talk.pk),
        (stranger, mine.pk),
    ):
        with pytest.raises(access.NotVisible):
            illustrating.illustrated(agent, thread, shown(key))
        assert illustrating.kept(agent, thread, shown(key)) == "<div>Así: </div>"
    html, [copy] = illustrating.illustrated(ada, thread, shown(of_talk.pk))
    assert (html, copy.blob_id, copy.message_id, copy.by) == (shown(copy.pk), of_talk.blob_id, None, ada.actor)
    assert illustrating.illustrated(ada, thread, shown(mine.pk)) == (shown(mine.pk), [mine])
    with pytest.raises(Objected, match="picture"):
        replying.reply(thread, by=ada.actor, letter=Letter(letters_of.usual(thread).to, html=shown(mine.pk)))
