"""Pull mail out of an open mailbox: what lies behind a number, in order, in batches, nothing changed over there.

Sources: RFC 3501 and RFC 9051, 2.3.1.1 (UIDs only grow), 6.4.8 (`n:*` names the last mail even where it is below n).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from recado.desk.channels.email import standing_in
from recado.desk.channels.email.entering import Box
from recado.desk.channels.port import Refused, Unreachable

WINDOW = 20_000  # UIDs asked about at once: the answer stays one short line
BATCH, BATCH_BYTES = 200, 8 * 1024 * 1024
TRIES, LAST_TRIES = 5, 25  # of one mail; the second where not even its head comes
CLOCKS_DIFFER = timedelta(minutes=2)
WHOLE, HEAD, SIZE = "BODY.PEEK[]", "BODY.PEEK[HEADER]", "RFC822.SIZE"


@dataclass(frozen=True, slots=True)
class Batch:
    """Mails in the order of their UIDs; when they are kept, all up to `upto` is done."""

    upto: int
    mails: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True)
class Folder:
    """What a server says of the folder: `next_uid` is 0 where it does not tell."""

    validity: int
    next_uid: int


@dataclass
class Puller:
    """Pulls from one folder over many connections; remembers what would not come, to pass it at last (EM8)."""

    largest: int
    careful: int = 0
    tries: Counter[int] = field(default_factory=Counter)

    def batches(self, box: Box, last: int, next_uid: int) -> Iterator[Batch]:
        """All that lies behind `last`."""
        for uids, upto in _windows(box, last, next_uid):
            sizes = _sizes(box, uids)
            for piece in self._packed(sizes):
                yield Batch(piece[-1], self._fetched(box, piece, sizes))
            yield Batch(upto)

    def _packed(self, sizes: dict[int, int]) -> Iterator[list[int]]:
        """So many at once as fit; one by one for a while after something went wrong."""
        piece: list[int] = []
        weight = 0
        for uid, size in sizes.items():
            weighs = min(size, self.largest)
            if piece and (self.careful or len(piece) >= BATCH or weight + weighs > BATCH_BYTES):
                yield piece
                self.careful = max(0, self.careful - 1)
                piece, weight = [], 0
            piece.append(uid)
            weight += weighs
        if piece:
            yield piece

    def _fetched(self, box: Box, uids: list[int], sizes: dict[int, int]) -> list[bytes]:
        if len(uids) == 1:
            return self._alone(box, uids[0], sizes[uids[0]])
        large = [uid for uid in uids if sizes[uid] > self.largest]
        try:
            got = box.fetch([uid for uid in uids if uid not in large], [WHOLE])
        except Exception:
            self.careful = len(uids)
            raise
        return [
            mail
            for uid in uids
            for mail in ([bytes(got[uid][b"BODY[]"])] if _holds(got, uid) else self._alone(box, uid, sizes[uid]))
        ]

    def _alone(self, box: Box, uid: int, size: int) -> list[bytes]:
        """One mail, whole or by what stands for it; none where it has gone meanwhile."""
        if size > self.largest:
            return [standing_in.too_large(_head(box, uid), size, self.largest)]
        if self.tries[uid] >= TRIES:
            return self._given_up(box, uid, _("no answer"))
        self.tries[uid] += 1
        try:
            got = box.fetch([uid], [WHOLE])
        except (IMAPClientAbortError, OSError):
            raise
        except (IMAPClientError, ValueError) as wrong:
            return self._refused(box, uid, str(wrong))
        if _holds(got, uid):
            del self.tries[uid]
            return [bytes(got[uid][b"BODY[]"])]
        return self._refused(box, uid, "") if box.search(["UID", str(uid)]) else []

    def _refused(self, box: Box, uid: int, why: str) -> list[bytes]:
        if self.tries[uid] < TRIES:
            raise Unreachable("temporary", why)
        return self._given_up(box, uid, why or _("no answer"))

    def _given_up(self, box: Box, uid: int, why: str) -> list[bytes]:
        """What stands for it. A server that gives not even the head is rather itself the trouble, for a long time."""
        head = _head(box, uid)
        if not head and self.tries[uid] < LAST_TRIES:
            self.tries[uid] += 1
            raise Unreachable("temporary", why)
        return [standing_in.unfetchable(head, why)]


def look(box: Box, folder: str) -> Folder:
    """Open the folder for reading only, so that nothing is marked as seen. Raises Refused: ``folder``."""
    try:
        told = box.select_folder(folder, readonly=True)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as wrong:
        if "exist" in str(wrong).lower():
            raise Refused("folder", f"{folder}: {wrong}") from wrong
        raise
    return Folder(int(told.get(b"UIDVALIDITY") or 0), int(told.get(b"UIDNEXT") or 0))


def folders(box: Box) -> list[str]:
    """The folders that can be opened, by name, without those of drafts and of what was thrown away (RFC 6154)."""
    told = box.list_folders()
    closed = {b"\\noselect", b"\\nonexistent", b"\\drafts", b"\\trash"}
    return sorted(str(name) for flags, _between, name in told if not {bytes(flag).lower() for flag in flags} & closed)


def before(box: Box, folder: Folder, moment: datetime) -> int:
    """The UID before the first mail that came at this moment or later; the two clocks may differ by some minutes."""
    box.normalise_times = False  # else the dates come in this machine's zone, without saying so
    uids = sorted(box.search(["SINCE", moment.date() - timedelta(days=1)]))
    for at in range(0, len(uids), 1000):
        piece = uids[at : at + 1000]
        told = box.fetch(piece, ["INTERNALDATE"])
        came = {uid: told.get(uid, {}).get(b"INTERNALDATE") for uid in piece}
        later = [uid for uid, when in came.items() if when is not None and when >= moment - CLOCKS_DIFFER]
        if later:
            return int(later[0]) - 1
    return folder.next_uid - 1 if folder.next_uid else max(box.search(["ALL"]), default=0)


def _windows(box: Box, last: int, next_uid: int) -> Iterator[tuple[list[int], int]]:
    """The UIDs behind `last`, some thousands at a time, each with the UID up to which nothing else lies.

    A server that answers with a part only is asked again behind that part (EM7).
    """
    low = last + 1
    while not next_uid or low < next_uid:
        high = min(low + WINDOW, next_uid) - 1 if next_uid else 0
        found = box.search(["UID", f"{low}:{high or '*'}"])
        uids = sorted(uid for uid in found if uid >= low and (not high or uid <= high))
        if uids:
            yield uids, uids[-1]
            low = uids[-1] + 1
        elif high:
            yield [], high
            low = high + 1
        else:
            return


def _sizes(box: Box, uids: list[int]) -> dict[int, int]:
    """Each mail's size in bytes by its UID, in order; 0 for one whose size the server does not tell."""
    found: dict[int, int] = {}
    for at in range(0, len(uids), 1000):
        piece = uids[at : at + 1000]
        got = box.fetch(piece, [SIZE])
        found |= {uid: int(got.get(uid, {}).get(b"RFC822.SIZE") or 0) for uid in piece}
    return found


def _head(box: Box, uid: int) -> bytes:
    try:
        got = box.fetch([uid], [HEAD])
    except (IMAPClientAbortError, OSError):
        raise
    except (IMAPClientError, ValueError):
        return b""
    return bytes(got.get(uid, {}).get(b"BODY[HEADER]") or b"")


def _holds(got: dict[int, dict[bytes, Any]], uid: int) -> bool:
    return isinstance(got.get(uid, {}).get(b"BODY[]"), bytes)
