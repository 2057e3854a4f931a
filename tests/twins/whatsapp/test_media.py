"""Files both ways: upload, two-step download, limits, and how long each step is good for."""

import io
from collections.abc import Callable
from hashlib import sha256

import av
import httpx
import pytest
from PIL import Image

from recado.twins.whatsapp import Customer, Twin
from tests.twins.whatsapp.hearing import Desk, Ear, Send, code_of, sent_id

type Upload = Callable[..., httpx.Response]


def picture(shape: str = "JPEG", mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (8, 8)).save(buffer, shape)
    return buffer.getvalue()


def voice(layout: str = "mono") -> bytes:
    """A tenth of a second of silence in ogg."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=48_000, layout=layout)
        frame = av.AudioFrame(format="s16", layout=layout, samples=4800)
        frame.sample_rate = 48_000
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return buffer.getvalue()


@pytest.fixture
def upload(twin: Twin, desk: Desk) -> Upload:
    def upload(data: bytes, mime: str, name: str = "file") -> httpx.Response:
        form = {"messaging_product": "whatsapp", "type": mime}
        return desk("POST", f"/{twin.setup.phone_number_id}/media", data=form, files={"file": (name, data, mime)})

    return upload


def test_a_customers_picture_is_fetched_in_two_steps(twin: Twin, dmitri: Customer, desk: Desk, ear: Ear) -> None:
    data = picture()
    dmitri.sends_image(data, caption="Mi lámpara")
    assert twin.settles()
    told = ear.messages[0]["image"]
    assert (told["mime_type"], told["caption"]) == ("image/jpeg", "Mi lámpara")
    info = desk("GET", f"/{told['id']}").json()
    assert (info["sha256"], info["file_size"]) == (sha256(data).hexdigest(), str(len(data)))
    assert desk("GET", info["url"]).content == data
    assert desk("GET", info["url"], headers={"authorization": ""}).status_code == 401
    twin.passes(seconds=301)
    assert desk("GET", info["url"]).status_code == 404
    assert desk("GET", desk("GET", f"/{told['id']}").json()["url"]).content == data
    twin.passes(hours=7 * 24)
    assert code_of(desk("GET", f"/{told['id']}")) == 100


def test_a_voice_note_is_played(twin: Twin, dmitri: Customer, ear: Ear, send: Send, upload: Upload) -> None:
    """F13, WA23: ogg with one opus channel."""
    note = voice()
    dmitri.sends_voice(note)
    media = upload(note, "audio/ogg; codecs=opus").json()["id"]
    identifier = sent_id(send(type="audio", audio={"id": media, "voice": True}))
    assert twin.settles()
    assert ear.messages[0]["audio"]["voice"] is True
    assert ear.words(identifier) == ["sent", "delivered", "read", "played"]
    assert [(m.mime, m.bytes) for m in dmitri.inbox] == [("audio/ogg; codecs=opus", note)]


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (picture("GIF", "P"), "image/gif"),
        (picture(), "image/png"),
        (picture("PNG", "L"), "image/png"),
        (b"\xff\xd8\xff" + bytes(5 * 1024 * 1024), "image/jpeg"),
        (voice("stereo"), "audio/ogg"),
        (b"OggS" + bytes(24) + b"\x01vorbis", "audio/ogg"),
        (b"\x1aE\xdf\xa3 webm", "audio/webm"),
        (b"", "text/plain"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(101 * 1024), "image/webp"),
    ],
)
def test_files_that_whatsapp_does_not_take(upload: Upload, data: bytes, mime: str) -> None:
    answer = upload(data, mime)
    assert (answer.status_code, code_of(answer)) == (400, 131053)


def test_a_file_must_be_sent_as_what_it_is(dmitri: Customer, send: Send, upload: Upload) -> None:
    dmitri.writes("Hola")
    media = upload(b"%PDF-1.7", "application/pdf", "receta.pdf").json()["id"]
    assert code_of(send(type="image", image={"id": media})) == 131053
    sent_id(send(type="document", document={"id": media, "filename": "receta.pdf", "caption": "Su receta"}))
    assert [(m.type, m.text, m.bytes) for m in dmitri.inbox] == [("document", "Su receta", b"%PDF-1.7")]


def test_a_file_can_be_deleted(desk: Desk, upload: Upload) -> None:
    media = upload(picture(), "image/jpeg").json()["id"]
    assert desk("DELETE", f"/{media}").json() == {"success": True}
    assert code_of(desk("GET", f"/{media}")) == 100


def test_an_album_comes_in_parallel(twin: Twin, dmitri: Customer, ear: Ear) -> None:
    """WA2: as many requests as pictures."""
    written = dmitri.sends_album([picture() for _ in range(6)])
    assert twin.settles()
    assert len(ear.heard) == 6
    assert {message["id"] for message in ear.messages} == set(written)
