"""Files that the provider keeps for us come home, once, or say why they do not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recado.desk.channels.models import Channel
from recado.desk.channels.port import Unreachable
from recado.desk.conversations import fetching
from recado.desk.conversations.models import Attachment
from recado.desk.files import keeping
from recado.desk.journal.models import Entry
from recado.desk.staff.models import Agent, Team
from recado.twins.whatsapp import Twin, running
from tests import makers
from tests.cast import Customer
from tests.desk.conversations.twins import number_at

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0" + b"a lamp" * 50
HOURS_KEPT = 24 * 7


@pytest.fixture
def twin() -> Iterator[Twin]:
    with running(kind=True, pace=0.05, minute=0.02) as twin:
        yield twin


@pytest.fixture
def ventas(support: Team, twin: Twin) -> Channel:
    return number_at(twin, support)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.FILES = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path / "files"


@pytest.fixture
def lamp(twin: Twin, dmitri: Customer, ada: Agent) -> Attachment:
    """A picture of a lamp that lies at the provider."""
    return _posted(twin, dmitri, JPEG, "image/jpeg")


def _posted(twin: Twin, dmitri: Customer, data: bytes, mime: str) -> Attachment:
    phone = twin.customer(f"+{dmitri.phone}", name=dmitri.name)
    phone.sends_image(data, mime)
    said = phone.seen["outbox"][-1]
    message = makers.text("", sender=dmitri.phone, id_=said["id"]) | {"type": "image", "image": said["image"]}
    dmitri.posts(message, number_id=dmitri.channel.number_id)
    return Attachment.objects.get(message__provider_id=said["id"])


def _fetched(file: Attachment) -> Attachment:
    fetching.fetch(file.pk)
    file.refresh_from_db()
    return file


def test_N2_a_file_comes_home_in_two_steps_and_once(lamp: Attachment, twin: Twin) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    assert ProcrastinateJob.objects.get(task_name="conversations.fetch").args == {"attachment": lamp.pk}
    first = _fetched(lamp).blob
    assert first
    assert (keeping.path(first).read_bytes(), lamp.mime, lamp.refusal) == (JPEG, "image/jpeg", "")
    twin.passes(hours=HOURS_KEPT + 1)
    assert _fetched(lamp).blob == first
    assert Entry.objects.filter(name="message.changed", data__what="file").count() == 1


def test_an_address_that_has_run_out_is_asked_for_again(lamp: Attachment, twin: Twin) -> None:
    twin.passes(seconds=600)
    assert _fetched(lamp).blob


def test_a_file_that_the_provider_threw_away_says_so(lamp: Attachment, twin: Twin, folder: Path) -> None:
    twin.passes(hours=HOURS_KEPT + 1)
    assert (_fetched(lamp).blob, bool(lamp.refusal)) == (None, True)
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_too_large_a_file_is_refused_before_it_is_read(lamp: Attachment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 100)
    assert _fetched(lamp).refusal.startswith("too_large")


def test_a_provider_out_of_reach_is_asked_again_later(lamp: Attachment, dmitri: Customer, twin: Twin) -> None:
    there = dmitri.channel.settings["graph_url"]
    Channel.objects.update(settings={**dmitri.channel.settings, "graph_url": "http://127.0.0.1:9/v25.0"})
    with pytest.raises(Unreachable):
        fetching.fetch(lamp.pk)
    lamp.refresh_from_db()
    assert (lamp.blob, lamp.refusal) == (None, "")
    Channel.objects.update(settings={**dmitri.channel.settings, "graph_url": there})
    assert _fetched(lamp).blob


def test_after_a_week_it_is_given_up_in_words(lamp: Attachment) -> None:
    fetching.give_up(lamp.pk)
    lamp.refresh_from_db()
    assert lamp.refusal == "gone"
    assert _fetched(lamp).blob is None


def test_what_says_it_is_a_picture_and_is_none_is_only_handed_out(twin: Twin, dmitri: Customer, ada: Agent) -> None:
    disguised = _fetched(_posted(twin, dmitri, b"<script>alert(1)</script>", "image/jpeg"))
    assert disguised.blob
    assert disguised.mime == "application/octet-stream"


def test_two_messages_with_the_same_picture_are_two_attachments_and_one_blob(
    lamp: Attachment, twin: Twin, dmitri: Customer
) -> None:
    again = _posted(twin, dmitri, JPEG, "image/jpeg")
    assert _fetched(lamp).blob == _fetched(again).blob


def test_N2_a_placeholder_that_is_understood_later_has_its_file_too(
    twin: Twin, dmitri: Customer, ada: Agent, lamp: Attachment
) -> None:
    from recado.desk.channels import replaying
    from recado.desk.conversations.models import Message

    message = lamp.message
    assert message
    lamp.delete()
    Message.objects.filter(pk=message.pk).update(type="unsupported", text="")
    assert replaying.replay() == 1
    dmitri.posts()
    message.refresh_from_db()
    assert (message.type, Message.objects.filter(direction="in").count()) == ("image", 1)
    assert _fetched(message.attachments.get()).blob
