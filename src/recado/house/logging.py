"""How the house writes its log: one line a thing, no values of variables, so that no secret stands there."""

import logging
import re
import sys
from typing import Any

import structlog

# Invitation links and the like carry their secret in the path.
SECRET = re.compile(r"(?<=/)[A-Za-z0-9_.:~-]{20,}(?=[/?\s]|$)")

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def set_up(level: int = logging.INFO) -> None:
    """Give structlog and the standard library one plain form on standard error."""
    end = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )
    structlog.configure(
        processors=[*SHARED, structlog.processors.format_exc_info, end],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*SHARED, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, end],
        )
    )
    handler.addFilter(_discreet)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for noisy in ("httpx", "procrastinate", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def without_secrets(text: str) -> str:
    """The text with what in a path could open a door cut out."""
    return SECRET.sub("***", text)


def _discreet(record: logging.LogRecord) -> bool:
    """Django names the path of whatever it refuses; how a stranger's nonsense was found out is no news."""
    if record.name.startswith("django"):
        record.msg, record.args = without_secrets(record.getMessage()), ()
    if record.name.startswith("django.security"):
        record.exc_info = None
    return True
