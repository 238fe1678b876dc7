"""Structured logs: one event a line, as JSON for machines or in columns for people."""

import logging
import logging.config

import structlog
from structlog.typing import Processor

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
RENDERERS: dict[str, list[Processor]] = {
    "json": [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()],
    "console": [
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    ],
}


def configure(form: str, level: str) -> None:
    """Send our own events and those of the libraries through the same renderer, to standard error.

    form: "json" or "console"; level: a name that `logging` knows. KeyError or ValueError otherwise.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "structured": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": SHARED,
                    "processors": [remove_meta, *RENDERERS[form]],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                # uvicorn brings handlers of its own; these go through ours. Its news of each socket hold the link
                # of the room, and who has the link is in: warnings only.
                "uvicorn": {"handlers": [], "propagate": True},
                "uvicorn.error": {"handlers": [], "propagate": True, "level": "WARNING"},
                "uvicorn.access": {"handlers": [], "propagate": True, "level": "WARNING"},
                "django": {"handlers": [], "propagate": True},
                # At DEBUG it prints all that a page knows for each name that is missing: answers and verdicts too.
                "django.template": {"level": "WARNING"},
            },
        }
    )
