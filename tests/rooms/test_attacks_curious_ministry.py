"""A curious ministry wants to know who an anonymized report is from. It has everything that a ministry has: pages, API, every export, mail,
and raw SQL under the application's login with its own seat.

The game: the same story is told twice, once by one operator and once by another of the same sector. Whatever the ministry gets must be the
same both times, but for what is drawn at random and for the clock.
"""

import json
import re
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from noroshi.advisories.exporting import export_stix
from noroshi.audiences.shared import shared_models
from noroshi.audiences.viewer import acting_as
from noroshi.drafting.exporting import Sort, export_csaf, export_item
from tests.cast import Cast
from tests.rooms.api_routes import ROUTES
from tests.rooms.curious_ministry import OUTGOING, SECRET, Story, same_both_times, sql, tables
from tests.rooms.test_attacks_canary import caller_of, client_of, pages

pytestmark = pytest.mark.django_db

DRAWN: Final = ("/factors/", "/keys")
"""What only the asker's own keys say."""


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


REFERENCES: Final = """select a.attname from pg_constraint c
  join pg_class t on t.oid = c.conrelid and t.relname = %s join pg_class o on o.oid = c.confrelid and o.relname like 'directory%%'
  join pg_attribute a on a.attrelid = t.oid and a.attnum = any (c.conkey) where c.contype = 'f'"""


def rows(cursor: Any, table: str, told: Story) -> list[str]:
    """Every column of every row. Only our own counting is left out: numbers of rows of shared tables, which no row of a directory is."""
    try:
        with transaction.atomic():
            cursor.execute(f'select to_jsonb(t)::text from "{table}" t')  # noqa: S608 - our own words
            found = [json.loads(text) for (text,) in cursor.fetchall()]
    except DatabaseError:
        return []
    cursor.execute(REFERENCES, [table])
    naming = {name for (name,) in cursor.fetchall()} | {"desk_id", "organization_id", "person_id", "originator_desk"}
    counted = {"id", *(name for row in found for name in row if name.endswith("_id"))} - naming
    if table.startswith("directory"):
        counted = set()
    kept = ({name: value for name, value in row.items() if name not in counted} for row in found)
    return sorted(told.plain(json.dumps(row, sort_keys=True, ensure_ascii=False)) for row in kept)


NOBODYS_READING: Final = {"audiences_seat", "audiences_audience", "audiences_reading"}
"""Which audiences a desk is seated in; what they say is asked for below."""


def test_every_column_of_every_row_that_it_may_read_by_sql_is_the_same(cast: Cast) -> None:
    def everything(cast: Cast, told: Story) -> dict[str, list[str]]:
        with sql(cast.ministry) as cursor:
            return {table: rows(cursor, table, told) for table in tables(cursor) if table not in NOBODYS_READING}

    found = same_both_times(cast, everything)

    assert found["editions_edition"]
    assert found["asking_inquiry"]
    assert found["delivery_notice"]
    assert not found["editions_derivation"]
    assert not found["vault_storedfile"]


def test_what_the_audiences_say_that_it_belongs_to_is_the_same(cast: Cast) -> None:
    """The source has added its own houses to its report: that stays where it was written."""

    def sentences(cast: Cast, told: Story) -> list[str]:
        with sql(cast.ministry) as cursor:
            cursor.execute(
                "select noroshi_definition(a) from (select distinct audience_id as a from audiences_seat) as own"
            )
            return sorted(text for (text,) in cursor.fetchall() if text)

    assert same_both_times(cast, sentences)


def test_how_many_there_are_and_in_which_order_is_the_same(cast: Cast) -> None:
    def counted(cast: Cast, told: Story) -> list[Any]:
        with sql(cast.ministry) as cursor:
            said_so = []
            for table in [*(model._meta.db_table for model in shared_models()), "ledger_entry", "delivery_notice"]:
                cursor.execute(f'select count(*) from "{table}"')  # noqa: S608 - our own words
                said_so.append((table, cursor.fetchone()[0]))
            cursor.execute("select number, matter = public_id, importance from editions_edition order by id")
            return [*said_so, *cursor.fetchall()]

    assert same_both_times(cast, counted)


def test_every_page_is_the_same(cast: Cast) -> None:
    def shown(cast: Cast, told: Story) -> dict[str, str]:
        client = client_of(cast.ministry)
        places = sorted(page for page in set(pages()) if not page.startswith(DRAWN))
        found = {
            page: inside(body(client.get(page))) for page in places if "{}" not in page and "/directory/" not in page
        }
        for page in (page for page in places if "{}" in page):
            for one in (told.derived, told.advisory, told.source):
                found[f"{page} {one == told.derived} {one == told.source}"] = inside(
                    body(client.get(page.replace("{}", str(one))))
                )
        same = {page: told.plain(text) for page, text in found.items()}
        return same | {"/record/": "".join(sorted(re.split("(?=<li>|</ul>)", same["/record/"])))}

    found = same_both_times(cast, shown)

    assert any(OUTGOING["summary"] in text for text in found.values())
    assert not any(SECRET in text for text in found.values())


def test_every_answer_of_the_api_is_the_same(cast: Cast) -> None:
    def answered(cast: Cast, told: Story) -> dict[str, Any]:
        caller = caller_of(cast.ministry)
        found = {}
        for route in (route for route in ROUTES if route.method == "GET" and not route.path.startswith(DRAWN)):
            for part, one in {"derived": told.derived, "advisory": told.advisory, "source": told.source}.items():
                names = [name for name in ("edition", "derived", "source") if f":{name}}}" in route.path]
                given = caller.get(route.filled(**dict.fromkeys(names, str(one))))
                found[f"{route} {part}"] = (given.status_code, told.plain(inside(body(given))), sorted(given.headers))
        return found

    found = same_both_times(cast, answered)

    assert any(OUTGOING["summary"] in text for _status, text, _headers in found.values())
    assert not any(SECRET in text for _status, text, _headers in found.values())


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def inside(content: bytes) -> str:
    """Everything that a file says, its properties as well."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            parts = [(one.filename, packed.read(one).decode("utf-8", "replace")) for one in packed.infolist()]
        return "\n".join(part for pair in parts for part in pair)
    if content.startswith(b"%PDF"):
        found = PdfReader(BytesIO(content))
        words = [page.extract_text() for page in found.pages]
        metadata = found.xmp_metadata.stream.get_data().decode() if found.xmp_metadata else ""
        return "\n".join([*words, str(dict(found.metadata or {})), metadata])
    return content.decode("utf-8", "replace")


def test_every_file_that_it_takes_away_is_the_same(cast: Cast) -> None:
    def taken(cast: Cast, told: Story) -> dict[str, str]:
        found = {}
        for one in (told.derived, told.advisory):
            for sort in Sort:
                with acting_as(cast.ministry):
                    file = export_item(cast.ministry, one, sort)
                found[f"{sort} {one == told.derived}"] = told.plain(file.name + inside(file.content))
        with acting_as(cast.ministry):
            csaf = export_csaf(cast.ministry, told.advisory, namespace="https://noroshi.example")
            bundles = [export_stix(cast.ministry, one, address="") for one in (told.derived, told.advisory)]
        found |= {f"stix {number}": told.plain(one.name + inside(one.content)) for number, one in enumerate(bundles)}
        return {**found, "csaf": told.plain(csaf.name + inside(csaf.content))}

    found = same_both_times(cast, taken)

    assert all(found.values())
    assert any(OUTGOING["summary"] in text for text in found.values())
