"""Files of a talk: handed over first, named by the one who brought them, opened by a word that runs out."""

from typing import Any

import pytest

from recado.desk.channels import embedding, posting
from recado.desk.channels.models import Channel
from recado.desk.channels.site import tokens, writing
from recado.desk.channels.site.looks import Looks
from recado.desk.conversations import lending
from recado.desk.conversations.models import Attachment
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.staff.models import Team
from recado.doors.site import saying
from recado.doors.site.answers import Refused
from tests.doors.fronts import KEY
from tests.doors.site.browsing import sort

pytestmark = pytest.mark.django_db
PICTURE = b"\xff\xd8\xff not much of a picture"


@pytest.fixture
def lumen(support: Team) -> Channel:
    return embedding.add(name="Lumen", origins=[], teams=[support], by=HOUSE)


def bring(client: Any, channel: Channel, visitor: str = "v1", data: bytes = PICTURE, named: str = "lamp.jpg") -> Any:
    token = tokens.issue(tokens.Visitor(channel.pk, visitor), KEY, now())
    return client.post(
        f"/site/{channel.key}/files?name={named}", data, content_type="application/octet-stream",
        headers={"authorization": f"Bearer {token}"},
    )  # fmt: skip


def said(client: Any, channel: Channel) -> Attachment:
    told = bring(client, channel).json()
    del told["word"]
    posting.post(channel, writing.message("v1", now(), id_="client-01", text="", file=told))
    sort()
    return Attachment.objects.get()


def test_a_file_is_said_and_handed_out_with_its_word(client: Any, lumen: Channel) -> None:
    file = said(client, lumen)
    assert (file.name, file.mime, file.message is not None) == ("lamp.jpg", "image/jpeg", True)
    word = tokens.file_word(file.pk, int(now().timestamp()) + 60, KEY)
    answer = client.get(f"/site/lumen/files/{file.pk}?word={word}")
    assert b"".join(answer.streaming_content) == PICTURE
    assert (answer["Content-Type"], answer["Content-Security-Policy"]) == ("image/jpeg", "sandbox; default-src 'none'")


def test_what_could_hold_a_script_is_only_given_as_a_file(client: Any, lumen: Channel) -> None:
    told = bring(client, lumen, data=b"<script>alert(1)</script>", named="lamp.jpg").json()
    assert told["mime"] == "application/octet-stream"
    del told["word"]
    posting.post(lumen, writing.message("v1", now(), id_="client-01", text="", file={**told, "mime": "text/html"}))
    sort()
    file = Attachment.objects.get()
    word = tokens.file_word(file.pk, int(now().timestamp()) + 60, KEY)
    answer = client.get(f"/site/lumen/files/{file.pk}?word={word}")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_word_opens_its_own_file_on_its_own_channel(client: Any, lumen: Channel, support: Team) -> None:
    file, other = said(client, lumen), embedding.add(name="Other", origins=[], teams=[support], by=HOUSE)
    until = int(now().timestamp()) + 60
    right = tokens.file_word(file.pk, until, KEY)
    wrong = ("", "x", tokens.file_word(file.pk + 1, until, KEY), tokens.file_word(file.pk, until, "another key"))
    assert [client.get(f"/site/lumen/files/{file.pk}?word={word}").status_code for word in wrong] == [404] * 4
    assert client.get(f"/site/{other.key}/files/{file.pk}?word={right}").status_code == 404
    assert (
        client.get(f"/site/lumen/files/{file.pk}?word={tokens.file_word(file.pk, until - 120, KEY)}").status_code == 404
    )


def test_who_knows_a_hash_is_not_given_the_file(client: Any, lumen: Channel) -> None:
    told = bring(client, lumen).json()
    hers, his = tokens.Visitor(lumen.pk, "v1"), tokens.Visitor(lumen.pk, "v2")
    assert saying._file(dict(told), hers, KEY)["sha256"] == told["sha256"]
    with pytest.raises(Refused):
        saying._file(dict(told), his, KEY)


def test_too_large_a_file_and_one_nobody_wants(client: Any, lumen: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lending, "LARGEST", 10)
    assert bring(client, lumen).status_code == 413
    embedding.change(lumen, Looks(files=False), by=HOUSE)
    assert bring(client, lumen).status_code == 403
    assert client.post("/site/lumen/files", PICTURE, content_type="image/jpeg").status_code == 401
