"""What stands in a CSV file, whatever program saved it: which signs, which separator, which rows?"""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

SEPARATORS = (",", ";", "\t", "|")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PIECE = 1 << 20
FIRST = 65536
LONGEST_LINE = 1 << 20  # characters: a row is held in memory as a whole
MOST_CELLS = 20_000  # more than the widest sheet of any program


class Unreadable(ValueError):
    """The file is no list; its text is a word: `empty`, `binary` or `broken`."""


@dataclass(frozen=True)
class Sheet:
    """A file whose signs and separator are known. Rows are counted as a spreadsheet counts: the headers are row 1."""

    path: Path
    encoding: str
    separator: str
    skipped: int
    headers: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number, but for empty ones. Raises Unreadable."""
        for place, cells in enumerate(self._all(), 1 - self.skipped):
            if place > 1 and any(cell.strip() for cell in cells):
                yield place, cells

    def _all(self) -> Iterator[list[str]]:
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as text:
            try:
                for cells in csv.reader(_lines(text), delimiter=self.separator):
                    if len(cells) > MOST_CELLS:
                        raise Unreadable("broken")
                    yield cells
            except csv.Error as wrong:
                raise Unreadable("broken") from wrong


def read(path: Path) -> Sheet:
    """Look at the file as a whole. Raises Unreadable."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        first = text.read(FIRST)
    if not first.strip():
        raise Unreadable("empty")
    line = first.splitlines()[0]
    told = line.strip().lower().removeprefix("sep=") if line.strip().lower().startswith("sep=") else ""
    separator = told if told in SEPARATORS else "\t" if told == "\\t" else ""
    skipped = 1 if told else 0
    separator = separator or _separator(first)
    found = Sheet(path, encoding, separator, skipped, ())
    rows = found._all()
    headers = next(iter([row for row, _ in zip(rows, range(skipped + 1), strict=False)][skipped:]), None)
    if not headers or not any(cell.strip() for cell in headers):
        raise Unreadable("empty")
    return Sheet(path, encoding, separator, skipped, tuple(" ".join(cell.split()) for cell in headers))


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise Unreadable("broken")
        yield line


def _encoding(path: Path) -> str:
    """By its mark, else UTF-8 if all of it is, else as Windows saves it for Western or for Cyrillic letters."""
    with path.open("rb") as file:
        start = file.read(FIRST)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    if b"\x00" in start:
        if start[1::2].count(0) > len(start) // 4:
            return "utf-16-le"
        raise Unreadable("binary")
    return "utf-8" if _is_utf8(path) else _windows(start)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            for piece in iter(lambda: file.read(PIECE), b""):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _windows(start: bytes) -> str:
    """Cyrillic is written almost without ASCII letters, Spanish almost with nothing else."""
    high = sum(1 for byte in start if byte >= 0xC0)
    low = sum(1 for byte in start if chr(byte).isascii() and chr(byte).isalpha())
    return "cp1251" if high > low else "cp1252"


def _separator(text: str) -> str:
    """The sign that parts the headers most often, outside quotation marks."""
    counts = dict.fromkeys(SEPARATORS, 0)
    quoted = False
    for sign in text:
        if sign == '"':
            quoted = not quoted
        elif sign in "\r\n" and not quoted:
            break
        elif sign in counts and not quoted:
            counts[sign] += 1
    return max(SEPARATORS, key=lambda sign: counts[sign])
