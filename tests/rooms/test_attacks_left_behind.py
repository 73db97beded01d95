"""What a whole life of reports and advisories leaves behind: words stand where they are locked, and in no queue, record or log."""

from typing import Any

import pytest

from tests.cast import small_cast
from tests.ledger_logins import superuser
from tests.rooms.canaries import (
    ADVICE,
    ADVICE_NOTE,
    ANSWER,
    DERIVED,
    RELAY_NOTE,
    SOURCE,
    SOURCE_FILES,
    TRANSLATED,
    UNSENT,
    UNSENT_FILE,
    lived,
)
from tests.rooms.test_attacks_canary import caller_of, client_of
from tests.rooms.test_attacks_tables import log_lines

WORDS = (
    *SOURCE.values(),
    *SOURCE_FILES.values(),
    TRANSLATED,
    *UNSENT.values(),
    UNSENT_FILE,
    *DERIVED.values(),
    *ADVICE.values(),
    ANSWER,
    RELAY_NOTE,
    ADVICE_NOTE,
)
HOLD_CONTENT = {
    "asking_inquiry",
    "editions_part",
    "editions_markingrecord",
    "editions_hop",
    "drafting_draft",
    "vault_storedfile",
    "advisories_acknowledgement",
    "search_index",
    "translating_translation",
}


def tables_with(cluster: Any, words: tuple[str, ...]) -> set[str]:
    """Also where it stands as bytes, as JSON escapes or in the base of a session."""
    with superuser(cluster) as raw:
        tables = [row[0] for row in raw.execute("select tablename from pg_tables where schemaname = 'public'")]
        found = set()
        for table in tables:
            text = "\n".join(str(row[0]) for row in raw.execute(f'select t::text from "{table}" t'))  # noqa: S608 - names from the catalog
            if any(form in text for word in words for form in forms(word)):
                found.add(table)
        return found


def forms(word: str) -> tuple[str, ...]:
    return (word, word.encode().hex(), word.encode("unicode_escape").decode())


@pytest.mark.django_db(transaction=True)
def test_words_stand_where_they_are_locked_and_in_no_queue_record_session_or_log(cluster: Any, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    with log_lines() as lines:
        cast = small_cast()
        life = lived(cast)
        electric, client = caller_of(cast.electric), client_of(cast.electric)
        draft = life.ids["draft of unsent"]
        stale = {"version": 99, "typed": {"summary": UNSENT["summary"] * 2}}
        assert electric.patch(f"/drafts/{draft}", stale).status_code == 409
        client.post(f"/drafts/{draft}/", {"version": "99", "f.summary": UNSENT["lessons"], "deed": "save"})
        client.post(f"/drafts/{draft}/send/", {"version": "1"})
        client.post(f"/items/{life.ids['advisory']}/acknowledge/", {"sighting": "nonsense", "note": ANSWER})
        electric.post("/reports", {"typed": {"summary": SOURCE["summary"]}, "wish": {"tlp": "no"}}, idempotency_key="k")
        client.get(f"/items/{life.ids['source']}/")

    assert not [word for word in WORDS for form in forms(word) if form in lines.getvalue()]
    assert tables_with(cluster, WORDS) == HOLD_CONTENT
    assert not [cookie.key for cookie in client.cookies.values() if any(word in cookie.value for word in WORDS)]
