"""Fill a house with years of work: so many cases, one in ten still open, each with its person, thread and messages."""

import psycopg

STEPS = (
    """INSERT INTO people_person (name, language, met_at)
       SELECT 'Cliente ' || n, '', now() - n * interval '30 seconds' FROM generate_series(1, %(cases)s) AS n""",
    """INSERT INTO people_address (kind, realm, value, person_id, met_at)
       SELECT 'phone', '', '+57' || lpad(id::text, 10, '0'), id, met_at FROM people_person
       WHERE name LIKE 'Cliente %%'
         AND NOT EXISTS (SELECT 1 FROM people_address AS a WHERE a.person_id = people_person.id)""",
    """INSERT INTO conversations_thread
         (channel_id, kind, person_id, phone, stable, "group", subject, last_inbound_at, last_message_at, begun_at)
       SELECT (SELECT min(id) FROM channels_channel), 'person', person_id, ltrim(value, '+'), '', '', '',
              met_at, met_at, met_at
       FROM people_address WHERE kind = 'phone' AND value LIKE '+57%%'""",
    """INSERT INTO cases_case
         (subject, state, team_id, assignee_id, person_id, channel_id, thread_id, receives, unseen, last_words,
          last_type, last_direction, last_message_at, due_state, opened_at, resolved_at, closing_reason, updated_at)
       SELECT 'Consulta ' || id, CASE WHEN id %% 10 = 0 THEN 'open' ELSE 'resolved' END,
              (SELECT min(id) FROM staff_team),
              (SELECT min(id) FROM staff_agent) + id %% (SELECT count(*) FROM staff_agent), person_id, channel_id, id,
              true, false, 'Gracias, quedo atento', 'text', 'in', last_message_at, '', begun_at,
              CASE WHEN id %% 10 = 0 THEN NULL ELSE begun_at + interval '1 hour' END, '', last_message_at
       FROM conversations_thread WHERE phone LIKE '57%%'""",
    """INSERT INTO conversations_message
         (thread_id, channel_id, direction, author, provider_id, type, text, more, at, kept_at)
       SELECT t.id, t.channel_id, 'in', 'person:' || t.person_id, 'filled.' || t.id || '.' || n, 'text',
              'Buenos días, mensaje ' || n || ' del cliente ' || t.person_id, '{}',
              t.begun_at + n * interval '1 minute', now()
       FROM conversations_thread AS t CROSS JOIN generate_series(1, %(messages)s) AS n WHERE t.phone LIKE '57%%'""",
    """INSERT INTO cases_filing (message_id, case_id)
       SELECT m.id, c.id FROM conversations_message AS m JOIN cases_case AS c USING (thread_id)
       WHERE m.provider_id LIKE 'filled.%%' ON CONFLICT DO NOTHING""",
)


def fill(database_url: str, cases: int, messages: int = 1) -> None:
    """Write straight into the tables, then let PostgreSQL learn what is in them; minutes for a million."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        for step in STEPS:
            connection.execute(step, {"cases": cases, "messages": messages})
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
