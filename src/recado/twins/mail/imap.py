"""How does the provider answer a mail program? As much of IMAP4rev1 as fetching needs (RFC 3501, RFC 2177)."""

import asyncio
import base64
import contextlib
import re
from collections.abc import Callable, Coroutine
from datetime import UTC

from recado.twins.mail.boxes import Box, Boxes
from recado.twins.mail.moods import Moods
from recado.twins.mail.tokens import Tokens

WORD = re.compile(rb'"((?:[^"\\]|\\.)*)"|(\S+)')
CAPABILITIES = b"IMAP4rev1 IDLE SASL-IR AUTH=XOAUTH2 UIDPLUS"
STAMP = "%d-%b-%Y %H:%M:%S +0000"
FOLDERS = {"INBOX": b"\\HasNoChildren", "Junk": b"\\HasNoChildren \\Junk"}

type Verb = Callable[[bytes, bytes], Coroutine[None, None, None]]


class Cut(Exception):
    """The line is broken off, without a word."""


class Talk:
    """One connection of a mail program."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, boxes: Boxes, moods: Moods, tokens: Tokens
    ) -> None:
        self._reader, self._writer = reader, writer
        self._boxes, self._moods, self._tokens = boxes, moods, tokens
        self._user, self._folder, self._told = "", "INBOX", 0
        self._verbs: dict[bytes, Verb] = {
            b"CAPABILITY": self._capability, b"NOOP": self._noop, b"LOGIN": self._login, b"IDLE": self._idle,
            b"AUTHENTICATE": self._authenticate, b"SELECT": self._select, b"EXAMINE": self._select, b"UID": self._uid,
            b"LIST": self._list,
        }  # fmt: skip

    async def hold(self) -> None:
        """Talk until the other one leaves."""
        self._say(b"* OK twin ready")
        with contextlib.suppress(Cut, ConnectionError, asyncio.IncompleteReadError):
            while line := await self._reader.readline():
                await asyncio.sleep(self._moods.delay)
                tag, _, rest = line.strip().partition(b" ")
                verb, _, said = rest.partition(b" ")
                if verb.upper() == b"LOGOUT":
                    self._say(b"* BYE", tag + b" OK bye")
                    break
                known = self._verbs.get(verb.upper())
                await (known(tag, said) if known else self._unknown(tag, said))
                await self._writer.drain()
        self._writer.close()

    def _say(self, *lines: bytes) -> None:
        self._writer.write(b"".join(line + b"\r\n" for line in lines))

    def _tell(self) -> None:
        """How many mails there are, once, wherever that changed since it was told."""
        if (there := len(self._box.mails)) != self._told:
            self._told = there
            self._say(b"* %d EXISTS" % there)

    async def _unknown(self, tag: bytes, _said: bytes) -> None:
        self._say(tag + b" BAD unknown command")

    async def _capability(self, tag: bytes, _said: bytes) -> None:
        self._say(b"* CAPABILITY " + CAPABILITIES, tag + b" OK done")

    async def _noop(self, tag: bytes, _said: bytes) -> None:
        self._tell()
        self._say(tag + b" OK done")

    async def _login(self, tag: bytes, said: bytes) -> None:
        user, password = _words(said)[:2]
        right = password == self._moods.password and not self._moods.take("refuse_logins")
        self._let_in(tag, user if right else "")

    async def _authenticate(self, tag: bytes, said: bytes) -> None:
        _mechanism, _, given = said.partition(b" ")
        if not given:
            self._say(b"+ ")
            await self._writer.drain()
            given = (await self._reader.readline()).strip()
        user = self._tokens.user(base64.b64decode(given).decode("utf-8", "replace"))
        if not user:  # the reason comes as a challenge, which is answered by an empty line
            self._say(b"+ " + base64.b64encode(b'{"status":"400","schemes":"Bearer"}'))
            await self._writer.drain()
            await self._reader.readline()
        self._let_in(tag, user)

    def _let_in(self, tag: bytes, user: str) -> None:
        self._user = user
        self._say(tag + (b" OK logged in" if user else b" NO [AUTHENTICATIONFAILED] Invalid credentials"))

    @property
    def _box(self) -> Box:
        return self._boxes.of(self._user if self._folder == "INBOX" else f"{self._folder}/{self._user}")

    async def _list(self, tag: bytes, _said: bytes) -> None:
        self._say(
            *(b'* LIST (%s) "/" %s' % (flags, name.encode()) for name, flags in FOLDERS.items()), tag + b" OK done"
        )

    async def _select(self, tag: bytes, said: bytes) -> None:
        name = _words(said)[0]
        if (name := "INBOX" if name.upper() == "INBOX" else name) not in FOLDERS:
            self._say(tag + b" NO [NONEXISTENT] Mailbox doesn't exist")
            return
        self._folder = name
        box = self._box
        self._told = len(box.mails)
        self._say(
            b"* FLAGS (\\Seen)", b"* %d EXISTS" % self._told, b"* 0 RECENT",
            b"* OK [UIDVALIDITY %d]" % box.validity, b"* OK [UIDNEXT %d]" % box.next_uid, tag + b" OK [READ-ONLY] done",
        )  # fmt: skip

    async def _uid(self, tag: bytes, said: bytes) -> None:
        verb, _, rest = said.partition(b" ")
        if self._moods.take("busy"):
            self._say(tag + b" NO [UNAVAILABLE] try again later")
        elif verb.upper() == b"SEARCH":
            asked = rest.split()
            uids = _chosen(self._box, asked[1] if asked and asked[0].upper() == b"UID" else b"1:*")
            self._say(b"* SEARCH" + b"".join(b" %d" % uid for uid in uids), tag + b" OK done")
        elif verb.upper() == b"FETCH":
            await self._fetch(tag, *rest.split(b" ", 1))
        else:
            await self._unknown(tag, rest)

    async def _fetch(self, tag: bytes, which: bytes, what: bytes) -> None:
        mails = self._box.mails
        for place, uid in enumerate(_chosen(self._box, which), 1):
            raw = mails[uid]
            told = b"UID %d" % uid
            if b"RFC822.SIZE" in what.upper():
                told += b" RFC822.SIZE %d" % len(raw)
            if b"INTERNALDATE" in what.upper():
                told += b' INTERNALDATE "%s"' % self._box.came[uid].astimezone(UTC).strftime(STAMP).encode()
            if b"BODY.PEEK[" in what.upper():
                if self._moods.take("cut_fetches"):
                    self._writer.write(
                        b"* %d FETCH (%s BODY[] {%d}\r\n%s" % (place, told, len(raw), raw[: len(raw) // 2])
                    )
                    await self._writer.drain()
                    raise Cut
                name, part = _part(raw, what)
                told += b" %s {%d}\r\n%s" % (name, len(part), part)
            self._say(b"* %d FETCH (%s)" % (place, told))
            await self._writer.drain()
        self._tell()
        self._say(tag + b" OK done")

    async def _idle(self, tag: bytes, _said: bytes) -> None:
        loop, come = asyncio.get_running_loop(), asyncio.Event()

        def told() -> None:
            loop.call_soon_threadsafe(come.set)

        self._say(b"+ idling")
        self._box.listeners.append(told)
        self._tell()
        done = asyncio.ensure_future(self._reader.readline())
        try:
            while not done.done():
                waiting = asyncio.ensure_future(come.wait())
                await asyncio.wait({done, waiting}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
                if come.is_set():
                    come.clear()
                    self._tell()
        finally:
            self._box.listeners.remove(told)
            done.cancel()
        self._say(tag + b" OK done")


def _part(raw: bytes, what: bytes) -> tuple[bytes, bytes]:
    if b"HEADER" in what.upper():
        return b"BODY[HEADER]", raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    return b"BODY[]", raw


def _chosen(box: Box, which: bytes) -> list[int]:
    """The UIDs of a set; `n:*` names the last mail even where it is below n (RFC 3501, 6.4.8)."""
    last = max(box.mails, default=0)
    found: set[int] = set()
    for piece in which.split(b","):
        low, _, high = piece.partition(b":")
        ends = [last if end == b"*" else int(end) for end in (low, high or low)]
        found |= {uid for uid in range(min(ends), min(max(ends), last) + 1) if uid in box.mails}
    return sorted(found)


def _words(said: bytes) -> list[str]:
    found = [quoted.replace(b'\\"', b'"').replace(b"\\\\", b"\\") or plain for quoted, plain in WORD.findall(said)]
    return [*(one.decode("utf-8", "replace") for one in found), "", ""]
