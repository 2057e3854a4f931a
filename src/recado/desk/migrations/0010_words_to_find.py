"""Words by which things are found, and notes of what changed, which PostgreSQL writes beside each change.

What stands already is read by the workers, the newest first, while the desk goes on (`cases_unswept`).
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

NOTES = """
CREATE FUNCTION cases_note_messages() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) SELECT 'message', id FROM fresh; RETURN NULL; END $$;
CREATE FUNCTION cases_note_persons() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) SELECT 'person', id FROM fresh; RETURN NULL; END $$;
CREATE FUNCTION cases_note_owners() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) SELECT DISTINCT 'person', person_id FROM fresh; RETURN NULL; END $$;
CREATE FUNCTION cases_note_organisations() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) SELECT 'organisation', id FROM fresh; RETURN NULL; END $$;
CREATE FUNCTION cases_note_cases() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) SELECT 'case', id FROM fresh;
    INSERT INTO cases_to_index (room, key) SELECT DISTINCT 'thread', thread_id FROM fresh
    WHERE EXISTS (SELECT 1 FROM cases_case AS c WHERE c.thread_id = fresh.thread_id AND c.id < fresh.id
                  AND (c.team_id IS DISTINCT FROM fresh.team_id OR fresh.assignee_id IS NOT NULL));
    RETURN NULL; END $$;

CREATE FUNCTION cases_note_message() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) VALUES ('message', OLD.id); RETURN NULL; END $$;
CREATE FUNCTION cases_note_file() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) VALUES ('message', NEW.message_id); RETURN NULL; END $$;
CREATE FUNCTION cases_note_person() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) VALUES ('person', OLD.id);
    INSERT INTO cases_to_index (room, key) SELECT 'case', id FROM cases_case WHERE person_id = OLD.id;
    RETURN NULL; END $$;
CREATE FUNCTION cases_note_address() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) VALUES ('person', OLD.person_id);
    IF TG_OP = 'UPDATE' THEN INSERT INTO cases_to_index (room, key) VALUES ('person', NEW.person_id); END IF;
    RETURN NULL; END $$;
CREATE FUNCTION cases_note_organisation() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) VALUES ('organisation', OLD.id); RETURN NULL; END $$;
CREATE FUNCTION cases_note_domain() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO cases_to_index (room, key) VALUES ('organisation', OLD.organisation_id); END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO cases_to_index (room, key) VALUES ('organisation', NEW.organisation_id); END IF;
    RETURN NULL; END $$;
CREATE FUNCTION cases_note_case() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) VALUES ('case', OLD.id);
    IF TG_OP = 'DELETE' OR NEW.team_id IS DISTINCT FROM OLD.team_id OR NEW.thread_id IS DISTINCT FROM OLD.thread_id
        OR cases_is_guest(NEW.assignee_id, NEW.team_id) OR cases_is_guest(OLD.assignee_id, OLD.team_id) THEN
        INSERT INTO cases_to_index (room, key)
        SELECT DISTINCT 'thread', id FROM unnest(ARRAY[OLD.thread_id, NEW.thread_id]) AS id WHERE id IS NOT NULL;
    END IF;
    RETURN NULL; END $$;
CREATE FUNCTION cases_is_guest(agent bigint, team bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT agent IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM staff_membership AS s WHERE s.agent_id = agent AND s.team_id = team) $$;
CREATE FUNCTION cases_note_member() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO cases_to_index (room, key) SELECT DISTINCT 'thread', thread_id FROM cases_case
    WHERE assignee_id = OLD.agent_id AND team_id = OLD.team_id AND thread_id IS NOT NULL;
    RETURN NULL; END $$;

CREATE TRIGGER note_messages AFTER INSERT ON conversations_message REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION cases_note_messages();
CREATE TRIGGER note_persons AFTER INSERT ON people_person REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION cases_note_persons();
CREATE TRIGGER note_owners AFTER INSERT ON people_address REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION cases_note_owners();
CREATE TRIGGER note_organisations AFTER INSERT ON people_organisation REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION cases_note_organisations();
CREATE TRIGGER note_cases AFTER INSERT ON cases_case REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION cases_note_cases();

CREATE TRIGGER note_message AFTER UPDATE ON conversations_message FOR EACH ROW
    WHEN (OLD.text IS DISTINCT FROM NEW.text OR OLD.at <> NEW.at
          OR (OLD.revoked_at IS NULL) <> (NEW.revoked_at IS NULL)) EXECUTE FUNCTION cases_note_message();
CREATE TRIGGER note_message_gone AFTER DELETE ON conversations_message FOR EACH ROW
    EXECUTE FUNCTION cases_note_message();
CREATE TRIGGER note_file AFTER INSERT OR UPDATE OF name, message_id ON conversations_attachment FOR EACH ROW
    WHEN (NEW.message_id IS NOT NULL AND NEW.name <> '') EXECUTE FUNCTION cases_note_file();
CREATE TRIGGER note_person AFTER UPDATE ON people_person FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)
    EXECUTE FUNCTION cases_note_person();
CREATE TRIGGER note_person_gone AFTER DELETE ON people_person FOR EACH ROW EXECUTE FUNCTION cases_note_person();
CREATE TRIGGER note_address AFTER UPDATE OR DELETE ON people_address FOR EACH ROW
    EXECUTE FUNCTION cases_note_address();
CREATE TRIGGER note_organisation AFTER UPDATE ON people_organisation FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)
    EXECUTE FUNCTION cases_note_organisation();
CREATE TRIGGER note_organisation_gone AFTER DELETE ON people_organisation FOR EACH ROW
    EXECUTE FUNCTION cases_note_organisation();
CREATE TRIGGER note_domain AFTER INSERT OR UPDATE OR DELETE ON people_domain FOR EACH ROW
    EXECUTE FUNCTION cases_note_domain();
CREATE TRIGGER note_case AFTER UPDATE ON cases_case FOR EACH ROW
    WHEN (OLD.subject IS DISTINCT FROM NEW.subject OR OLD.team_id IS DISTINCT FROM NEW.team_id
          OR OLD.assignee_id IS DISTINCT FROM NEW.assignee_id OR OLD.person_id <> NEW.person_id OR OLD.thread_id IS DISTINCT FROM NEW.thread_id
          OR OLD.channel_id IS DISTINCT FROM NEW.channel_id) EXECUTE FUNCTION cases_note_case();
CREATE TRIGGER note_case_gone AFTER DELETE ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_note_case();
CREATE TRIGGER note_member_gone AFTER DELETE ON staff_membership FOR EACH ROW EXECUTE FUNCTION cases_note_member();

INSERT INTO cases_unswept (room, below)
SELECT room, below FROM (
    SELECT 'message', max(id) FROM conversations_message UNION ALL SELECT 'case', max(id) FROM cases_case
    UNION ALL SELECT 'person', max(id) FROM people_person
    UNION ALL SELECT 'organisation', max(id) FROM people_organisation) AS standing(room, below)
WHERE below IS NOT NULL;
"""
FORGET = """
DROP FUNCTION cases_note_messages, cases_note_persons, cases_note_owners, cases_note_organisations, cases_note_cases,
    cases_note_message, cases_note_file, cases_note_person, cases_note_address, cases_note_organisation,
    cases_note_domain, cases_note_case, cases_note_member CASCADE;
DROP FUNCTION cases_is_guest;
"""


def words(name: str, room: str) -> migrations.CreateModel:
    return migrations.CreateModel(
        name=name,
        fields=[
            ("key", models.BigIntegerField(primary_key=True, serialize=False)),
            ("at", models.DateTimeField()),
            ("words", django.contrib.postgres.search.SearchVectorField()),
        ],
        options={
            "db_table": f"cases_{room}_words",
            "indexes": [
                models.Index(fields=["-at", "-key"], name=f"{room}_words_newest"),
                django.contrib.postgres.indexes.GinIndex(
                    fields=["words"], gin_pending_list_limit=512, name=f"{room}_by_words"
                ),
            ],
        },
    )


class Migration(migrations.Migration):
    dependencies = [("desk", "0009_lists_by_what_is_due")]

    operations = [
        words("MessageWords", "message"),
        words("CaseWords", "case"),
        words("PersonWords", "person"),
        words("OrganisationWords", "organisation"),
        migrations.CreateModel(
            name="ToIndex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("room", models.TextField()),
                ("key", models.BigIntegerField()),
            ],
            options={"db_table": "cases_to_index"},
        ),
        migrations.CreateModel(
            name="Unswept",
            fields=[
                ("room", models.TextField(primary_key=True, serialize=False)),
                ("below", models.BigIntegerField()),
            ],
            options={"db_table": "cases_unswept"},
        ),
        migrations.RunSQL(NOTES, FORGET),
    ]
