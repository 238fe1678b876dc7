"""Structured logs: one event a line, as JSON for machines or in columns for people."""

import logging
import logging.config

import structlog
from structlog.typing import EventDict, Processor

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# Without the values of variables: they hold links of rooms, and answers.
TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)


def of_the_sender(_: object, __: str, event: EventDict) -> EventDict:
    """What is refused (a foreign host, a 4xx, text that is no UTF-8) is the sender's doing: a warning of one line.

    With a traceback each, anyone could fill the log, and what is ours to mend would drown in it.
    """
    logger = str(event.get("logger", ""))
    if logger.startswith("django.security.") or event.get("event") == NO_UTF8:
        event["level"] = "warning"
    if (
        logger.startswith(("django.security.", "django.request", "uvicorn."))
        and event.get("level") == "warning"
    ):
        event.pop("exc_info", None)
    return event


NO_UTF8 = "Invalid UTF-8 sequence received from client."  # uvicorn, which closes the socket with 1007


RENDERERS: dict[str, list[Processor]] = {
    "json": [TRACEBACKS, structlog.processors.JSONRenderer()],
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
                    "processors": [remove_meta, of_the_sender, *RENDERERS[form]],
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
