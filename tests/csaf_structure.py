"""A structural check of CSAF 2.0, by hand from the standard's chapters 3.2 and 6.1; `bin/csaf-validator` asks a program of others as well.

Checked are the closed shapes, closed words and formats of what we write, and the mandatory tests that concern it.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

CATEGORY = re.compile(r"^[^\s\-_.](.*[^\s\-_.])?$")
TRACKING_ID = re.compile(r"^[\S](.*[\S])?$")
INTEGER_VERSION = re.compile(r"^(0|[1-9][0-9]*)$")
CVE = re.compile(r"^CVE-[0-9]{4}-[0-9]{4,}$")
DOCUMENT = {
    "acknowledgments", "aggregate_severity", "category", "csaf_version", "distribution", "lang", "notes", "publisher",
    "references", "source_lang", "title", "tracking",
}  # fmt: skip
NOTE_CATEGORIES = {"description", "details", "faq", "general", "legal_disclaimer", "other", "summary"}
PUBLISHERS = {"coordinator", "discoverer", "other", "translator", "user", "vendor"}


def check(found: Mapping[str, Any]) -> None:
    assert found.keys() <= {"document", "product_tree", "vulnerabilities"}
    document = found["document"]
    assert {"category", "csaf_version", "publisher", "title", "tracking"} <= document.keys() <= DOCUMENT
    assert CATEGORY.match(document["category"])
    assert document["csaf_version"] == "2.0"
    assert document["title"]
    _distribution(document.get("distribution"))
    _publisher(document["publisher"])
    _notes(document.get("notes"))
    _tracking(document["tracking"])
    if "vulnerabilities" in found:
        _vulnerabilities(found["vulnerabilities"])


def _distribution(found: Any) -> None:
    if found is not None:
        assert found.keys() <= {"text", "tlp"}
        assert found
        assert found["tlp"]["label"] in {"AMBER", "GREEN", "RED", "WHITE"}


def _publisher(found: Mapping[str, Any]) -> None:
    assert {"category", "name", "namespace"} <= found.keys() <= {
        "category", "contact_details", "issuing_authority", "name", "namespace"
    }  # fmt: skip
    assert found["category"] in PUBLISHERS
    assert all(found.values())
    assert re.match(r"^[a-z][a-z0-9+.\-]*:\S+$", found["namespace"])


def _notes(found: Any) -> None:
    if found is not None:
        assert found
        for one in found:
            assert {"category", "text"} <= one.keys() <= {"audience", "category", "text", "title"}
            assert one["category"] in NOTE_CATEGORIES
            assert all(one.values())


def _tracking(found: Mapping[str, Any]) -> None:
    assert found.keys() == {
        "id", "status", "version", "initial_release_date", "current_release_date", "revision_history"
    }  # fmt: skip
    assert TRACKING_ID.match(found["id"])
    assert found["status"] in {"draft", "final", "interim"}
    history = found["revision_history"]
    assert history
    for one in history:
        assert one.keys() == {"date", "number", "summary"}
        assert one["summary"]
        assert INTEGER_VERSION.match(one["number"])
        assert datetime.fromisoformat(one["date"]).tzinfo is not None
    numbers = [int(one["number"]) for one in sorted(history, key=lambda one: datetime.fromisoformat(one["date"]))]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), "6.1.14, 6.1.21, 6.1.22"
    assert numbers[0] in {0, 1}, "6.1.21"
    assert found["version"] == str(numbers[-1]), "6.1.16"
    assert not (found["status"] == "final" and found["version"] == "0"), "6.1.17, 6.1.18"
    assert found["initial_release_date"] == history[0]["date"]
    assert found["current_release_date"] == history[-1]["date"]


def _vulnerabilities(found: Any) -> None:
    assert found
    named = [one["cve"] for one in found if "cve" in one]
    assert all(CVE.match(one) for one in named)
    assert len(named) == len(set(named)), "6.1.23"
    assert all(one for one in found)
