"""Log lines as JSON. A line names ids, deeds and durations; it never carries shared content, form values or query strings."""

import json
import logging
from datetime import UTC, datetime
from typing import Final

ALLOWED: Final = ("deed", "entry", "status", "method", "route", "duration_ms", "person", "desk", "process", "code")


class JsonLines(logging.Formatter):
    """One object a line; tracebacks keep the type and the place, never the message, which may quote what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if record.name.startswith(("noroshi", "granian", "procrastinate")):
            line["message"] = record.getMessage()
        line |= {key: record.__dict__[key] for key in ALLOWED if key in record.__dict__}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__qualname__
            line["place"] = _place(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _place(record: logging.LogRecord) -> str:
    trace = record.exc_info[2] if record.exc_info else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else ""
