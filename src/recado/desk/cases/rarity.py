"""Which of several words is the rarest, so that an index need not be asked for the others?

PostgreSQL guesses from what it counted of the commonest words; that costs no reading.
"""

import json
from collections.abc import Sequence

from django.db import connection

FEW = 3000  # things that are read in a few milliseconds


def rare(table: str, terms: Sequence[str]) -> str:
    """Of these parts of a `tsquery` those that leave few things; the others are asked of the things themselves.

    A common word, or a beginning that many words share, would cost the index more than it spares.
    """
    if len(terms) < 2:
        return " & ".join(f"({term})" for term in terms)
    known = sorted(zip(_expected(table, terms), terms, strict=True))
    chosen = [known[0]]
    for rows, term in known[1:]:
        if chosen[-1][0] > FEW and ":*" not in term:
            chosen.append((rows, term))
            break
    return " & ".join(f"({term})" for _, term in chosen)


def _expected(table: str, terms: Sequence[str]) -> list[int]:
    """How many things PostgreSQL expects to answer each term."""
    asked = " UNION ALL ".join(f"(SELECT 1 FROM {table} WHERE words @@ %s::tsquery)" for _ in terms)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {asked}", list(terms))
        told = cursor.fetchone()[0]
    [plan] = json.loads(told) if isinstance(told, str) else told
    return [int(part["Plan Rows"]) for part in plan["Plan"]["Plans"]]
