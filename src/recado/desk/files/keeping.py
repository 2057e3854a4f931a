"""Keep bytes once, under their hash, and find them again."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from django.conf import settings

from recado.desk.core import bulk
from recado.desk.core.time import now
from recado.desk.files.models import Blob

PIECE = 1 << 20
AT_ONCE = 8  # files that wait for the disk beside each other


class TooLarge(ValueError):
    """More bytes than were allowed."""


def keep(chunks: Iterable[bytes], *, most: int | None = None) -> Blob:
    """Write the bytes to a file named by their hash; twice the same is once. Raises TooLarge, keeping nothing."""
    directory = Path(settings.FILES)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=directory, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _write(file, chunks, most)
        kept = _place(digest)
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        Path(draft).replace(kept)
    finally:
        Path(draft).unlink(missing_ok=True)
    blob, _ = Blob.objects.get_or_create(sha256=digest, defaults={"bytes": size, "kept_at": now()})
    return blob


def keep_many(contents: Iterable[bytes]) -> dict[str, int]:
    """The same for many short bodies at once: the keys of the blobs by their hash, two statements for all."""
    sizes: dict[str, int] = {}
    fresh: dict[str, bytes] = {}
    for content in contents:
        digest = hashlib.sha256(content).hexdigest()
        if digest not in sizes and not _place(digest).exists():
            fresh[digest] = content
        sizes[digest] = len(content)
    if not sizes:
        return {}
    _put(fresh)
    at = now()
    bulk.insert(Blob, [{"sha256": d, "bytes": n, "kept_at": at} for d, n in sorted(sizes.items())], skip_conflicts=True)
    return dict(Blob.objects.filter(sha256__in=sizes).values_list("sha256", "pk"))


def _put(fresh: Mapping[str, bytes]) -> None:
    """Write these files by their hash. They wait for the disk together: one after the other cost more than reading."""
    if len(fresh) < 2:
        for digest, content in fresh.items():
            _put_one(digest, content)
        return
    with ThreadPoolExecutor(min(AT_ONCE, len(fresh))) as hands:
        list(hands.map(_put_one, fresh.keys(), fresh.values()))


def _put_one(digest: str, content: bytes) -> None:
    kept = _place(digest)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=settings.FILES, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            _write(file, [content], None)
        Path(draft).replace(kept)
    finally:
        Path(draft).unlink(missing_ok=True)


def keep_file(path: str | Path, *, most: int | None = None) -> Blob:
    """The same for a file on this machine."""
    with Path(path).open("rb") as file:
        return keep(iter(lambda: file.read(PIECE), b""), most=most)


def path(blob: Blob) -> Path:
    """Where the bytes lie."""
    return _place(blob.sha256)


def _place(digest: str) -> Path:
    return Path(settings.FILES) / digest[:2] / digest[2:]


def _write(file: IO[bytes], chunks: Iterable[bytes], most: int | None) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if most is not None and size > most:
            raise TooLarge(f"more than {most} bytes")
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size
