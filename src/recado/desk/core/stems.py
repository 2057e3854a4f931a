"""By which stems is a word found, in Spanish, Portuguese, English and Russian, with accents or without?

PostgreSQL's own dictionaries stem; what they said of a word is remembered, for people use few words again and again.
"""

from collections.abc import Iterable

from django.db import connection

from recado.desk.core.text import plain

LONGEST = 64
MOST_KNOWN = 200_000
STEM = """
SELECT word, place,
       CASE WHEN word ~ '[а-яё]' THEN ts_lexize('russian_stem', word) ELSE
            ts_lexize('spanish_stem', word) || ts_lexize('portuguese_stem', word) || ts_lexize('english_stem', word) END
FROM unnest(%s::text[], %s::int[]) AS asked(word, place)
"""
_known: dict[str, tuple[str, ...]] = {}


def lexemes(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each word, lower case, with its lexemes: the whole word folded first, then the stems folded.

    It is stemmed as written and without accents: Spanish stems `integración` to `integr`, but not `integracion`, which
    many write.
    """
    asked = set(words)
    missing = [word for word in asked if word not in _known]
    if missing:
        if len(_known) + len(missing) > MOST_KNOWN:
            _known.clear()
            missing = list(asked)
        _known.update(_stemmed(missing))
    return {word: _known[word] for word in asked}


def _stemmed(words: list[str]) -> dict[str, tuple[str, ...]]:
    spellings = [(spelling, place) for place, word in enumerate(words) for spelling in _spellings(word)]
    with connection.cursor() as cursor:
        cursor.execute(STEM, [[one for one, _ in spellings], [place for _, place in spellings]])
        found = cursor.fetchall()
    stems: dict[int, list[str]] = {}
    for _, place, said in found:
        stems.setdefault(place, []).extend(said or ())
    return {word: _distinct(word, stems.get(place, [])) for place, word in enumerate(words)}


def _distinct(word: str, stems: Iterable[str]) -> tuple[str, ...]:
    folded = (plain(stem)[:LONGEST] for stem in (word, *stems))
    return tuple(dict.fromkeys(stem for stem in folded if stem))


def _spellings(word: str) -> set[str]:
    """As written, without accents, and with the one that `-cion` and `-sion` should have."""
    word = word[:LONGEST]
    folded = plain(word)
    accented = {f"{folded[:-2]}ón"} if folded.endswith(("cion", "sion")) else set()
    return {word, folded} | accented
