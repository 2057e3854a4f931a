"""Which persons look alike in the whole house? One statement for each kind of likeness."""

from collections.abc import Iterable

from django.db import connection

from recado.desk.people import phones

type Pair = tuple[int, int, str, str]
"""Two persons, by what they look alike, and what that is."""

ODD = r"^\+(55[1-9]{2}[6-9][0-9]{7}|521[2-9][0-9]{9}|54[1-8][0-9]{9})$"
"""Numbers of Brazil, Mexico and Argentina in the form that is not the canonical one."""

PAIRS = """
WITH standing AS NOT MATERIALIZED (
    SELECT id, name, sort_name, organisation_id, properties FROM people_person WHERE merged_into_id IS NULL
), named AS MATERIALIZED (
    SELECT id, lower(btrim(f.value)) AS mail, '+' || regexp_replace(f.value, '\\D', '', 'g') AS phone
    FROM standing CROSS JOIN LATERAL jsonb_each_text(properties) AS f
    WHERE properties <> '{}' AND length(f.value) BETWEEN 6 AND 200 AND f.value ~ '@|\\d{4}'
)
(
    SELECT a.person_id, b.person_id, 'email', b.value
    FROM people_address AS a JOIN people_address AS b
        ON b.kind = 'email' AND b.realm = '' AND b.value = regexp_replace(a.value, '\\+[^@]*@', '@')
    WHERE a.kind = 'email' AND a.value LIKE '%%+%%@%%' AND b.person_id <> a.person_id
        AND EXISTS (SELECT 1 FROM standing WHERE id = a.person_id)
        AND EXISTS (SELECT 1 FROM standing WHERE id = b.person_id)
    ORDER BY a.id LIMIT %(limit)s
) UNION ALL (
    SELECT found.id, found.person_id, 'property', found.value FROM (
        SELECT p.id, a.person_id, a.value FROM named AS p
        JOIN people_address AS a ON a.kind = 'email' AND a.realm = '' AND a.value = p.mail
        UNION ALL
        SELECT p.id, a.person_id, a.value FROM named AS p
        JOIN people_address AS a ON a.kind = 'phone' AND a.realm = '' AND a.value = p.phone
    ) AS found
    WHERE found.person_id <> found.id AND EXISTS (SELECT 1 FROM standing WHERE id = found.person_id)
    ORDER BY found.id, found.value LIMIT %(limit)s
) UNION ALL (
    SELECT a.id, b.id, CASE WHEN a.organisation_id = b.organisation_id THEN 'organisation' ELSE 'name' END, b.name
    FROM standing AS a JOIN standing AS b ON b.sort_name = a.sort_name AND b.id > a.id
    WHERE a.sort_name <> '' AND (
        a.organisation_id = b.organisation_id
        OR (a.sort_name LIKE '%% %%' AND (a.organisation_id IS NULL OR b.organisation_id IS NULL))
    )
    AND NOT EXISTS (
        SELECT 1 FROM people_distinction WHERE kind = 'person' AND one = a.id AND other = b.id
    )
    ORDER BY a.sort_name, a.id, b.id LIMIT %(limit)s
)
"""
ORGANISATIONS = """
SELECT a.id, b.id FROM people_organisation AS a JOIN people_organisation AS b
    ON b.sort_name = a.sort_name AND b.id <> a.id AND b.merged_into_id IS NULL
WHERE a.merged_into_id IS NULL AND a.sort_name <> '' AND (a.id = %(one)s OR (%(one)s::bigint IS NULL AND a.id < b.id))
ORDER BY a.sort_name, a.id, b.id LIMIT %(limit)s
"""


def pairs(limit: int) -> list[Pair]:
    """Pairs of standing persons, those with the strongest likeness first; the same pair may come twice."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"limit": limit})
        return [(one, other, code, about) for one, other, code, about in cursor.fetchall()]


def organisations(limit: int, one: int | None = None) -> list[tuple[int, int]]:
    """Pairs of standing organisations with the same folded name."""
    with connection.cursor() as cursor:
        cursor.execute(ORGANISATIONS, {"limit": limit, "one": one})
        return [(first, second) for first, second in cursor.fetchall()]


def mailbox(address: str) -> str:
    """The box behind an address: what stands after a plus is only a tag."""
    local, at, host = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{host}"


def addresses_in(texts: Iterable[str]) -> list[str]:
    """Those of the texts that may be an address of somebody, in the form in which addresses are kept."""
    found = []
    for text in texts:
        plain = text.strip().lower()
        if "@" in plain:
            found.append(plain)
        elif number := phones.dialled(plain):
            found.append(number)
    return found
