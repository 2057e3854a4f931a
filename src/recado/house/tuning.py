"""How is the embedded PostgreSQL set? For a small machine with a steady inflow, and never at the cost of durability."""

import os
from pathlib import Path

MEGABYTE = 1024 * 1024
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")

MAIN_FILE = """\
# Written once. Lines that you add below stay and win over recado.conf, which is written anew at each start.
include 'recado.conf'
"""

SETTINGS = """\
# Written anew at each start: put your own lines into postgresql.conf.
shared_buffers = {shared}MB
effective_cache_size = {cache}MB
work_mem = 8MB
maintenance_work_mem = {maintenance}MB
max_connections = 100
dynamic_shared_memory_type = posix
max_parallel_workers_per_gather = 0
jit = off
random_page_cost = 1.1
fsync = on
full_page_writes = on
synchronous_commit = on
wal_level = replica
min_wal_size = 128MB
max_wal_size = 2GB
checkpoint_timeout = 10min
log_checkpoints = off
log_min_messages = log
log_line_prefix = '%p %d '
log_timezone = 'UTC'
timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
"""


def settings() -> str:
    """The text of recado.conf for this machine: an eighth of its memory shared, 128 MB at least, 1 GB at most."""
    memory = _memory() // MEGABYTE
    return SETTINGS.format(
        shared=max(128, min(memory // 8, 1024)),
        cache=max(256, memory // 2),
        maintenance=max(64, min(memory // 32, 256)),
    )


def _memory() -> int:
    """Bytes of memory that this machine, or its control group, grants."""
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        limit = CGROUP_LIMIT.read_text().strip()
    except OSError:
        return machine
    return min(machine, int(limit)) if limit.isdigit() else machine
