"""A log line is one JSON object that names where and when, and never what somebody wrote."""

import json
import logging
import sys
from datetime import datetime, timedelta

from noroshi.config.logs import JsonLines

SECRET = "canary \u72fc\u7159"


def test_a_line_is_one_object_with_its_time_in_utc() -> None:
    line = _line(_record("noroshi.jobs", "started"))

    assert line["message"] == "started"
    assert datetime.fromisoformat(str(line["at"])).utcoffset() == timedelta(0)


def test_a_line_break_in_a_message_makes_no_second_line() -> None:
    written = JsonLines().format(_record("noroshi.jobs", 'one\n{"level": "forged"}'))

    assert "\n" not in written


def test_a_message_of_the_framework_is_left_out() -> None:
    assert SECRET not in json.dumps(_line(_record("django.request", f"Not Found: {SECRET}")), ensure_ascii=False)


def test_an_error_keeps_its_class_and_place_and_not_its_words() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        record = _record("noroshi.web", "failed", error=True)

    line = _line(record)

    assert line["error"] == "ValueError"
    assert str(line["place"]).startswith("test_logs.py:")
    assert SECRET not in json.dumps(line, ensure_ascii=False)


def test_only_agreed_facts_are_added() -> None:
    record = _record("noroshi.web", "answered")
    record.route, record.text = "account", SECRET

    line = _line(record)

    assert line["route"] == "account"
    assert "text" not in line


def _record(name: str, words: str, *, error: bool = False) -> logging.LogRecord:
    caught = sys.exc_info() if error else None
    return logging.LogRecord(name, logging.INFO, __file__, 1, words, None, caught)


def _line(record: logging.LogRecord) -> dict[str, object]:
    found: dict[str, object] = json.loads(JsonLines().format(record))
    return found
