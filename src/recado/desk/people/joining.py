"""Bring persons to the organisation from whose domain they write."""

from collections.abc import Mapping, Sequence

from django.db import connection

JOIN = """
UPDATE people_person AS person SET organisation_id = found.organisation_id
FROM (
    SELECT DISTINCT ON (a.person_id) a.person_id, d.organisation_id
    FROM people_address AS a JOIN people_domain AS d ON d.value = split_part(a.value, '@', 2)
    WHERE a.kind = 'email' AND a.person_id = ANY(%s) ORDER BY a.person_id, a.id
) AS found
WHERE person.id = found.person_id AND person.organisation_id IS NULL
"""


def join_by_mail(persons: Sequence[int]) -> None:
    """Persons without an organisation come to the one that has the domain of their mail."""
    if persons:
        with connection.cursor() as cursor:
            cursor.execute(JOIN, [list(persons)])


def fall_back(homes: Mapping[int, int]) -> None:
    """Persons who are still of no organisation come to the one named for them; one statement, or none."""
    if not homes:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person AS person SET organisation_id = home.organisation "
            "FROM unnest(%s::bigint[], %s::bigint[]) AS home(person, organisation) "
            "JOIN people_organisation AS known ON known.id = home.organisation AND known.merged_into_id IS NULL "
            "WHERE person.id = home.person AND person.organisation_id IS NULL",
            [list(homes), list(homes.values())],
        )
