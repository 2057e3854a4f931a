"""What stands in the vector of a message, a case, a person, an organisation?"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection

from recado.desk.core import stems, text

MOST_WORDS = 4000  # of one message: a vector holds no megabyte
SHORTEST_END = 4
MESSAGES = """
SELECT m.id, m.at, m.text || coalesce(' ' || (SELECT string_agg(a.name, ' ') FROM conversations_attachment AS a
                                              WHERE a.message_id = m.id AND a.name <> ''), ''),
       m.channel_id, m.direction,
       ARRAY(SELECT DISTINCT '#t' || c.team_id FROM cases_case AS c WHERE c.thread_id = m.thread_id),
       ARRAY(SELECT DISTINCT '#a' || c.assignee_id FROM cases_case AS c WHERE c.thread_id = m.thread_id AND NOT EXISTS (
             SELECT 1 FROM staff_membership AS s WHERE s.agent_id = c.assignee_id AND s.team_id = c.team_id))
FROM conversations_message AS m WHERE m.id = ANY(%s) AND m.revoked_at IS NULL AND m.type <> 'reaction'
"""
CASES = """
SELECT c.id, c.opened_at, c.subject || ' ' || p.name, c.channel_id, c.team_id, c.assignee_id
FROM cases_case AS c JOIN people_person AS p ON p.id = c.person_id WHERE c.id = ANY(%s)
"""
PERSONS = """
SELECT p.id, p.met_at, p.name,
       ARRAY(SELECT a.value FROM people_address AS a WHERE a.person_id = p.id AND a.kind = 'phone'),
       ARRAY(SELECT a.value FROM people_address AS a WHERE a.person_id = p.id AND a.kind <> 'phone')
FROM people_person AS p WHERE p.id = ANY(%s) AND p.merged_into_id IS NULL
"""
ORGANISATIONS = """
SELECT o.id, o.made_at, o.name || ' ' || coalesce((SELECT string_agg(d.value, ' ') FROM people_domain AS d
                                                  WHERE d.organisation_id = o.id), '')
FROM people_organisation AS o WHERE o.id = ANY(%s) AND o.merged_into_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Vector:
    """The lexemes and marks of one thing."""

    key: int
    at: datetime
    said: Iterable[str]


def of_messages(keys: Collection[int]) -> Iterator[Vector]:
    """Marked with channel, direction, and who may read it for its thread's cases: their teams, agents beyond these."""
    rows = _rows(MESSAGES, keys)
    for row, lexemes in zip(rows, _stemmed(row[2] for row in rows), strict=True):
        key, at, _text, channel, direction, teams, agents = row
        yield Vector(key, at, {*lexemes, f"#c{channel}", f"#{direction}", *filter(None, (*teams, *agents))})


def of_cases(keys: Collection[int]) -> Iterator[Vector]:
    """Marked with channel, team and assignee."""
    rows = _rows(CASES, keys)
    for row, lexemes in zip(rows, _stemmed(row[2] for row in rows), strict=True):
        key, at, _text, channel, team, assignee = row
        yield Vector(key, at, lexemes | {f"#c{channel}", f"#t{team}", f"#a{assignee}"})


def of_persons(keys: Collection[int]) -> Iterator[Vector]:
    """A merged one has none: he is found as who he is."""
    for key, at, name, phones, others in _rows(PERSONS, keys):
        ends = {end for phone in phones for end in _ends(phone)}
        yield Vector(key, at, _folded(" ".join((name, *phones, *others))) | ends)


def of_organisations(keys: Collection[int]) -> Iterator[Vector]:
    """Names are not stemmed."""
    for key, at, said in _rows(ORGANISATIONS, keys):
        yield Vector(key, at, _folded(said))


def _rows(query: str, keys: Collection[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [sorted(keys)])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _stemmed(texts: Iterable[str]) -> list[set[str]]:
    spoken = [set(islice(text.words(said), MOST_WORDS)) for said in texts]
    known = stems.lexemes(set().union(*spoken))
    return [{lexeme for word in said for lexeme in known[word]} for said in spoken]


def _folded(said: str) -> set[str]:
    return {folded for word in text.words(said) if (folded := text.plain(word)[: stems.LONGEST])}


def _ends(phone: str) -> Iterator[str]:
    """All ends of at least four digits, so that any run of digits is the beginning of one."""
    digits = "".join(one for one in phone if one.isdigit())
    return (f"+{digits[start:]}" for start in range(max(0, len(digits) - SHORTEST_END + 1)))
