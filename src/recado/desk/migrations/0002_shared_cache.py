"""A table for counts that all processes share, such as failed log-ins."""

from django.db import migrations

CREATE = """
CREATE TABLE core_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX cache_by_expiry ON core_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_the_house")]
    operations = [migrations.RunSQL(CREATE, "DROP TABLE core_cache")]
