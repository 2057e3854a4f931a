"""What does the desk measure of itself? A few counts of what waits, and of this process, for Prometheus."""

from collections.abc import Iterator

from django.db import connection
from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

# Each question counts over a partial index, so that it costs the same at a thousand rows and at a million.
QUESTIONS = (
    (
        "recado_deliveries",
        "Raw deliveries that wait, by state.",
        "state",
        "SELECT 'pending', count(*) FROM channels_delivery WHERE state = 'pending' UNION ALL "
        "SELECT 'quarantined', count(*) FROM channels_delivery WHERE state = 'quarantined'",
    ),
    (
        "recado_delivery_oldest_seconds",
        "Age of the oldest raw delivery that waits.",
        None,
        "SELECT NULL, coalesce(extract(epoch FROM clock_timestamp() - min(received_at)), 0) "
        "FROM channels_delivery WHERE state = 'pending'",
    ),
    (
        "recado_messages_leaving",
        "Messages of ours that have not left yet, by state.",
        "state",
        "SELECT rung, count(*) FROM conversations_message WHERE rung IN ('queued', 'sending') GROUP BY 1",
    ),
    (
        "recado_cases_open",
        "Cases that are not resolved, by state.",
        "state",
        "SELECT state, count(*) FROM cases_case WHERE NOT state = 'resolved' GROUP BY 1",
    ),
    ("recado_channels", "Channels, by state.", "state", "SELECT state, count(*) FROM channels_channel GROUP BY 1"),
    (
        "recado_jobs",
        "Jobs, by state.",
        "state",
        "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') GROUP BY 1",
    ),
    (
        "recado_agents_present",
        "Agents who are switched on and were seen within two minutes.",
        None,
        "SELECT NULL, count(*) FROM staff_agent WHERE is_active AND available "
        "AND seen_at > clock_timestamp() - interval '2 minutes'",
    ),
)


class Desk(Collector):
    """Asks the database when it is asked."""

    def collect(self) -> Iterator[Metric]:
        for name, about, label, question in QUESTIONS:
            family = GaugeMetricFamily(name, about, labels=[label] if label else [])
            with connection.cursor() as cursor:
                cursor.execute(question)
                for value, count in cursor.fetchall():
                    family.add_metric([str(value)] if label else [], float(count))
            yield family


def exposition() -> tuple[bytes, str]:
    """The text and its type."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Desk())
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    return generate_latest(registry), CONTENT_TYPE_LATEST
