"""Bytes are kept once, whole or not at all, and taken for what they are."""

import hashlib
import threading
from pathlib import Path

import pytest
from django.db import connection

from recado.desk.files import keeping, sniffing
from recado.desk.files.models import Blob


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.FILES = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path / "files"


def lying(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db
def test_the_same_bytes_twice_are_one_blob_and_one_file(folder: Path) -> None:
    first = keeping.keep([b"a lamp ", b"in pieces"])
    second = keeping.keep([b"a lamp in pieces"])
    digest = hashlib.sha256(b"a lamp in pieces").hexdigest()
    assert (first, first.sha256, first.bytes) == (second, digest, 16)
    assert keeping.path(first).read_bytes() == b"a lamp in pieces"
    assert lying(folder) == [f"{digest[:2]}/{digest[2:]}"]


@pytest.mark.django_db
def test_too_many_bytes_leave_nothing_behind(folder: Path) -> None:
    with pytest.raises(keeping.TooLarge):
        keeping.keep([b"x" * 10, b"y"], most=10)
    assert (lying(folder), Blob.objects.count()) == ([], 0)
    assert keeping.keep([b"x" * 10], most=10).bytes == 10


@pytest.mark.django_db
def test_a_stream_that_breaks_leaves_nothing_behind(folder: Path) -> None:
    def breaks() -> object:
        yield b"half a la"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        keeping.keep(breaks())  # type: ignore[arg-type]
    assert (lying(folder), Blob.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_nothing_is_a_blob_too() -> None:
    assert keeping.keep([]).bytes == 0


@pytest.mark.django_db
def test_only_the_house_may_read_what_is_kept(folder: Path) -> None:
    kept = keeping.path(keeping.keep([b"a lamp"]))
    assert [path.stat().st_mode & 0o077 for path in (folder, kept.parent, kept)] == [0, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_keep_the_same_bytes_once(folder: Path) -> None:
    kept: list[Blob] = []

    def keep() -> None:
        kept.append(keeping.keep([b"a lamp"]))
        connection.close()

    threads = [threading.Thread(target=keep) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(kept), len(set(kept)), len(lying(folder))) == (8, 1, 1)


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
        (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
        (b"OggS\x00\x02", "audio/ogg"),
        (b"%PDF-1.7", "application/pdf"),
        (b"<script>alert(1)</script>", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, mime: str | None) -> None:
    assert sniffing.sniff(head) == mime


def test_a_picture_must_be_the_picture_it_is_said_to_be() -> None:
    jpeg, page = b"\xff\xd8\xff\xe0", b"<script>"
    assert sniffing.agrees("image/jpeg; charset=binary", jpeg)
    assert not sniffing.agrees("image/png", jpeg)
    assert not sniffing.agrees("image/jpeg", page)
    assert sniffing.agrees("application/pdf", page)
    assert not sniffing.agrees("application/pdf", jpeg)
