"""Fill a house with years of work: so many cases, one in ten still open, each with its person, thread and messages.

Of the open cases four in ten wait under a running promise, a tenth of these late, and one in four is nobody's. The last
team is small: one case in a hundred is its. Every hundredth message speaks of a *factura*, ten in five million of a
*calibrador*, most of a *pedido*.
"""

import psycopg

PEOPLE = (
    """INSERT INTO people_person (name, sort_name, language, met_at)
       SELECT called, lower(called), 'es', now() - n * interval '30 seconds'
       FROM generate_series(1, %(cases)s) AS n, LATERAL (SELECT
         (ARRAY['Valeria','Dmitri','Marcela','Joaquín','Irina','Camila','Andrés','Olga','Tomás','Lucía','Rafael',
                'Svetlana','Ignacio','Paula','Mateo','Renata','Sergio','Amparo','Nicolás','Jimena']
         )[1 + n %% 20] || ' ' ||
         (ARRAY['Montt','Sokolov','Salazar','Quiroga','Volkova','Benítez','Ferreira','Araya','Duarte','Ibáñez','Lozano',
                'Petrov','Rojas','Silva','Tapia','Ureña','Vargas','Zamora','Castro']
         )[1 + n %% 19] || ' ' || n AS called)""",
    """INSERT INTO people_address (kind, realm, value, person_id, met_at)
       SELECT 'phone', '', '+57' || lpad(id::text, 10, '0'), id, met_at FROM people_person
       WHERE NOT EXISTS (SELECT 1 FROM people_address AS a WHERE a.person_id = people_person.id)""",
    """INSERT INTO conversations_thread
         (channel_id, kind, person_id, phone, stable, "group", subject, last_inbound_at, last_message_at, begun_at)
       SELECT (SELECT min(id) FROM channels_channel), 'person', person_id, ltrim(value, '+'), '', '', '',
              met_at, met_at + %(messages)s * interval '1 minute', met_at
       FROM people_address WHERE kind = 'phone' AND value LIKE '+57%%'""",
)

CASES = (
    """INSERT INTO cases_case
         (subject, state, team_id, assignee_id, person_id, channel_id, thread_id, receives, unseen, last_words,
          last_type, last_direction, last_message_at, due_at, due_state, opened_at, resolved_at, closing_reason,
          updated_at)
       SELECT 'Consulta ' || id, CASE WHEN NOT is_open THEN 'resolved' WHEN waits THEN 'new' ELSE 'open' END,
              teams[CASE WHEN tenth %% 100 = 7 THEN cardinality(teams)
                         ELSE 1 + tenth %% greatest(cardinality(teams) - 1, 1) END],
              CASE WHEN NOT is_open OR tenth %% 4 > 0 THEN agents[1 + tenth / 7 %% cardinality(agents)] END,
              person_id, channel_id, id, true, waits AND tenth %% 3 = 0, 'Gracias, quedo atento', 'text', 'in',
              last_message_at,
              CASE WHEN waits THEN now() + (tenth / 10 %% 1000 - 100) * interval '2 hours' END,
              CASE WHEN NOT waits THEN 'met' WHEN tenth / 10 %% 1000 <= 100 THEN 'late' ELSE 'fine' END,
              begun_at, CASE WHEN is_open THEN NULL ELSE begun_at + interval '1 hour' END, '', last_message_at
       FROM (SELECT *, id %% 10 = 0 AS is_open, id %% 10 = 0 AND id / 10 %% 10 < 4 AS waits, id / 10 AS tenth
             FROM conversations_thread WHERE phone LIKE '57%%') AS t,
            (SELECT array_agg(id ORDER BY id) AS teams FROM staff_team) AS all_teams,
            (SELECT array_agg(id ORDER BY id) AS agents FROM staff_agent) AS all_agents""",
    """INSERT INTO clock_deadline (case_id, kind, promised_for, since_at, warn_at, due_at, met_at, told)
       SELECT id, 'first_answer', interval '2 hours', opened_at,
              coalesce(due_at, opened_at + interval '1 hour') - interval '20 minutes',
              coalesce(due_at, opened_at + interval '2 hours'),
              CASE WHEN due_at IS NULL THEN opened_at + interval '3 minutes' END,
              CASE WHEN due_state = 'late' THEN 'late' ELSE 'fine' END
       FROM cases_case WHERE state <> 'resolved' AND subject LIKE 'Consulta %%'""",
    """INSERT INTO journal_entry (tx, name, at, actor, "case", thread, teams, agent, data)
       SELECT '0', 'case.opened', opened_at, 'person:' || person_id, id, thread_id, ARRAY[team_id], assignee_id,
              jsonb_build_object('person', person_id, 'since', opened_at)
       FROM cases_case WHERE state <> 'resolved' AND subject LIKE 'Consulta %%'""",
)

WORDS = (
    """INSERT INTO conversations_message
         (thread_id, channel_id, direction, author, provider_id, type, text, more, at, kept_at, rung)
       SELECT t.id, t.channel_id, CASE WHEN n %% 2 = 1 THEN 'in' ELSE 'out' END,
              CASE WHEN n %% 2 = 1 THEN 'person:' || t.person_id ELSE 'agent:' || (SELECT min(id) FROM staff_agent) END,
              'filled.' || t.id || '.' || n, 'text',
              (ARRAY['Buenos días,','Hola,','Buenas tardes,','Disculpe,','Perdón por insistir,','Una consulta:',
                     'Gracias por responder,'])[1 + k %% 7] || ' ' ||
              (ARRAY['mi pedido no ha llegado','quiero saber cuándo sale el pedido','el pedido llegó incompleto',
                     'necesito cambiar la dirección del pedido','el código no aparece en la pantalla',
                     'la conexión se cae cada tarde','el pedido tiene un artículo repetido',
                     'no puedo iniciar sesión desde ayer','el pago quedó pendiente','la cámara no enfoca bien',
                     'el pedido sigue en preparación'])[1 + k %% 11] || ' ' ||
              (ARRAY['desde el lunes','y el cliente espera','en la tienda del centro','con la versión nueva',
                     'según me dijeron ayer','en los dos equipos','después de la actualización',
                     'aunque reinicié todo','como la semana pasada','por tercera vez','en el teléfono','sin aviso',
                     'desde la mañana'])[1 + k %% 13] ||
              CASE WHEN k %% 100 = 7 THEN ', y falta la factura' ELSE '' END ||
              CASE WHEN k %% 500000 = 3 THEN ' del calibrador' ELSE '' END || ' (' || k || ')',
              '{}', t.begun_at + n * interval '1 minute', now(), CASE WHEN n %% 2 = 0 THEN 'read' END
       FROM conversations_thread AS t CROSS JOIN generate_series(1, %(messages)s) AS n,
            LATERAL (SELECT t.id * %(messages)s + n AS k) AS counted
       WHERE t.phone LIKE '57%%'""",
    """INSERT INTO cases_filing (message_id, case_id)
       SELECT m.id, c.id FROM conversations_message AS m JOIN cases_case AS c USING (thread_id)
       WHERE m.provider_id LIKE 'filled.%%' ON CONFLICT DO NOTHING""",
)


def fill(database_url: str, cases: int, messages: int = 1) -> None:
    """Write straight into the tables, then let PostgreSQL learn what is in them; minutes for a million."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        for step in (*PEOPLE, *CASES, *WORDS):
            connection.execute(step, {"cases": cases, "messages": messages})
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
