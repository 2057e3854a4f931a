"""Is the house well within? Directory, database, tables, jobs, clock and channels; to look changes nothing."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection

from recado.desk.channels import probing, registry
from recado.desk.channels.email import standing
from recado.desk.channels.models import Channel
from recado.desk.core.time import now
from recado.house import migrating
from recado.house.data import DataDirectory
from recado.house.findings import Finding, Verdict, fail, ok, warn

GIGABYTE = 1024**3
SKEW_WARNS, SKEW_FAILS = timedelta(seconds=2), timedelta(seconds=30)

STALLED = """
    SELECT count(*) FROM procrastinate_jobs AS job
    LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND coalesce(worker.last_heartbeat, '-infinity') < now() - interval '2 minutes'
"""
WAITING = """
    SELECT count(*) FROM procrastinate_jobs AS job
    WHERE status = 'todo' AND coalesce(scheduled_at, (
        SELECT max(at) FROM procrastinate_events AS event WHERE event.job_id = job.id
    )) < now() - interval '5 minutes'
"""
FAILED = """
    SELECT count(*) FROM procrastinate_jobs AS job
    WHERE status = 'failed' AND EXISTS (
        SELECT 1 FROM procrastinate_events AS event
        WHERE event.job_id = job.id AND event.type = 'failed' AND event.at > now() - interval '1 day'
    )
"""


def directory(data: DataDirectory) -> Iterator[Finding]:
    """Only its owner may enter, and the key is there."""
    places = (data.path, data.run, data.files)
    loose = [place for place in places if place.stat().st_mode & 0o077]
    if loose:
        names = " ".join(str(place) for place in loose)
        yield fail("data directory", f"Others may look into {names}.", f"Run: chmod 700 {names}")
    else:
        yield ok("data directory", f"{data.path} is closed to others.")
    if os.environ.get("RECADO_KEY"):
        yield ok("key", "The key comes from RECADO_KEY.")
    elif data.key.stat().st_mode & 0o077:
        yield fail("key", "Others may read the key.", f"Run: chmod 600 {data.key}")
    else:
        yield ok("key", f"{data.key} is there; keep a copy apart from the database's.")


def disk(data: DataDirectory) -> Iterator[Finding]:
    """Room for some weeks of messages and their files."""
    usage = shutil.disk_usage(data.path)
    says = f"{usage.free / GIGABYTE:.1f} GB of {usage.total / GIGABYTE:.1f} GB are free under {data.path}."
    mend = "Make room, or move the data directory to a larger disk."
    if usage.free < 0.2 * GIGABYTE:
        yield fail("disk", says, mend)
    elif usage.free < max(2 * GIGABYTE, usage.total // 20):
        yield warn("disk", says, mend)
    else:
        yield ok("disk", says)


def database() -> Iterator[Finding]:
    """Which server, how many connections are left."""
    version = _number("SELECT current_setting('server_version_num')::int")
    taken, most = (
        _number("SELECT count(*) FROM pg_stat_activity"),
        _number("SELECT current_setting('max_connections')::int"),
    )
    says = f"PostgreSQL {version // 10000}.{version % 10000}, {taken} of {most} connections are taken."
    if taken > 0.9 * most:
        yield warn("database", says, "Raise max_connections, or run fewer processes.")
    else:
        yield ok("database", says)


def tables() -> Iterator[Finding]:
    """Whether this version's tables are there."""
    missing = migrating.pending()
    if missing:
        yield fail(
            "tables", f"{len(missing)} changes of tables are missing, first {missing[0]}.", "Run: recado migrate"
        )
    else:
        yield ok("tables", "The tables are up to date.")


def jobs() -> Iterator[Finding]:
    """Jobs that stand still: begun by a worker that is gone, long due, or failed today."""
    stalled, waiting, failed = (_number(question) for question in (STALLED, WAITING, FAILED))
    if stalled:
        yield warn("jobs", f"{stalled} jobs were begun by a worker that is gone.", "Start a worker: recado up or work.")
    if waiting:
        yield warn("jobs", f"{waiting} jobs have been due for over five minutes.", "Start a worker: recado up or work.")
    if failed:
        yield warn("jobs", f"{failed} jobs failed since yesterday.", "Read the lines that `work` wrote about them.")
    if not (stalled or waiting or failed):
        yield ok("jobs", "No job stands still.")


def clock() -> Iterator[Finding]:
    """Process and database agree on what time it is; promises are counted by both."""
    with connection.cursor() as cursor:
        before = now()
        cursor.execute("SELECT clock_timestamp()")
        told = cursor.fetchone()[0]
        skew = abs(told - (before + (now() - before) / 2))
    says = f"This machine and the database differ by {skew.total_seconds():.3f} s."
    mend = "Let both machines set their clocks by NTP."
    if skew > SKEW_FAILS:
        yield fail("clock", says, mend)
    elif skew > SKEW_WARNS:
        yield warn("clock", says, mend)
    else:
        yield ok("clock", says)


def channels() -> Iterator[Finding]:
    """Each channel asks its provider whether it works."""
    for channel in Channel.objects.order_by("pk"):
        found = probing.probe(channel)
        about = f"channel {channel.name}"
        yield ok(about, found.said) if found.ok else fail(about, found.said, found.advice or "Look into its settings.")


def mail_domains() -> Iterator[Finding]:
    """Whether others believe mail from the channels' domains; without a net nothing more than a warning."""
    for channel in Channel.objects.filter(kind="email").order_by("pk"):
        for one in standing.looks(registry.account(channel)):
            yield Finding(f"{channel.name}: {one.about}", Verdict(one.level), one.says, one.mend)


def _number(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])
