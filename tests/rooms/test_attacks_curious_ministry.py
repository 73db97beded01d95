"""A curious ministry wants to know who an anonymized report is from. It has everything that a ministry has: pages, API, every export, mail,
and raw SQL under the application's login with its own seat.

The game: the same story is told twice, once by one operator and once by another of the same sector. Whatever the ministry gets must be the
same both times, but for what is drawn at random and for the clock. Then it asks every function, tries every sentence and reads the catalog.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4
from zipfile import ZipFile

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from noroshi.advisories.actions import relay_advisory
from noroshi.advisories.exporting import export_stix
from noroshi.asking.actions import answer, ask, pass_on
from noroshi.audiences.actions import definition_of
from noroshi.audiences.shared import shared_models
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.actions.duties import assign_matter
from noroshi.directory.models import Membership, Organization
from noroshi.drafting.exporting import Sort, export_csaf, export_item
from noroshi.drafting.files import add_file
from noroshi.editions.models import Derivation, Edition, Registration
from noroshi.reports.actions import begin_anonymized, relay_report, submit_report
from noroshi.sharing.definitions import Definition
from noroshi.sharing.parties import desk, organization
from noroshi.vocabulary import InquiryState
from tests.cast import Cast
from tests.drafted import amended, draft_report, issued
from tests.ledger_logins import superuser
from tests.rooms.api_routes import ROUTES
from tests.rooms.test_attacks_canary import caller_of, client_of, pages

pytestmark = pytest.mark.django_db

SUSPECTS: Final = ("electric", "neighbor")
SECRET: Final = "鵺鳴峠の変電所"
OUTGOING: Final = {"summary": "会員の一社で保守端末から不審な通信", "lessons": "更新の手順を見直す"}


class Story(NamedTuple):
    """What is known of it at either end; the ministry knows the last two."""

    source: UUID
    source_key: int
    source_matter: UUID
    derived: UUID
    advisory: UUID
    numbers: tuple[str, ...]

    def plain(self, text: str) -> str:
        """Without what is drawn anew for everything, and without the clock. Names, numbers of desks and words are left as they are."""
        for number in self.numbers:
            text = text.replace(number, "‹number›").replace(number.lower(), "‹number›")
        for pattern, instead in RANDOM:
            text = pattern.sub(instead, text)
        return text


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@contextmanager
def told_by(cast: Cast, name: str) -> Iterator[Story]:
    """As if nothing had been before, and nothing remains."""
    with transaction.atomic():
        yield story(cast, getattr(cast, name))
        transaction.set_rollback(True)


def story(cast: Cast, source: Viewer) -> Story:
    """図3 through the secretariat with a file, a question down and up again, 図6 from what came of it."""
    house = Organization.objects.get(pk=source.organization_id).public_id
    draft = draft_report(
        source,
        "anonymized_report",
        wish={"additions": [f"organization:{house}"]},
        summary=SECRET,
        systems=SECRET,
        attachment_presence="yes",
    )
    with acting_as(source):
        add_file(source, draft.public_id, field="attachments", name=f"{SECRET}.csv", chunks=[SECRET.encode()])
        first = submit_report(source, draft.public_id, version=draft.version)
        row = Edition.objects.get(public_id=first)
    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, first)
        blank = dict.fromkeys(("systems", "supplement", "other_contacts", "press_title", "handling_note"), "")
        ready = amended(cast.secretariat, begun, wish={"additions": []}, **{**blank, **OUTGOING})
        derived = submit_report(cast.secretariat, ready.public_id, version=ready.version)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, derived)
    _asked(cast, source, derived)
    meti = cast.world.organizations["meti"].public_id
    advisory = issued(cast.center, f"ministry_for_sector:{meti}/electricity", sources=(derived,))
    with acting_as(cast.ministry):
        office = cast.world.desks["electricity_ceptoar.secretariat"].public_id
        relay_advisory(cast.ministry, advisory, to=[f"desk:{office}"])
    with acting_as(cast.center):
        numbers = {
            number
            for one in Registration.objects.all()
            for number in (one.reference_number, *Edition.objects.values_list("reference_number", flat=True))
        }
    return Story(first, row.pk, row.matter, derived, advisory, tuple(sorted(filter(None, numbers))))


def _asked(cast: Cast, source: Viewer, derived: UUID) -> None:
    legs: list[UUID] = []
    with acting_as(cast.center):
        legs.append(ask(cast.center, derived, "いつ始まりましたか。").public_id)
    for viewer in (cast.ministry, cast.secretariat):
        with acting_as(viewer):
            legs.append(pass_on(viewer, legs[-1]).public_id)
    for viewer, leg in ((source, legs[2]), (cast.secretariat, legs[1]), (cast.ministry, legs[0])):
        with acting_as(viewer):
            answer(viewer, leg, InquiryState.TOLD, text="昨夜から。")


# ------------------------------------------------------------------ the same both times


def same_both_times(cast: Cast, what: Callable[[Cast, Story], Any]) -> Any:
    """What the ministry gets says nothing about whose story it was; it comes back, so that a test can see that it was something."""
    got = []
    for name in SUSPECTS:
        with told_by(cast, name) as told:
            got.append(what(cast, told))
    one, other = got
    assert list(_differences("", one, other)) == []
    return one


def _differences(where: str, one: Any, other: Any) -> Iterator[tuple[str, str, str]]:
    """Short enough to be read: of two texts the first place at which they part."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other}):
            yield from _differences(f"{where}/{name}", one.get(name), other.get(name))
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        for place, pair in enumerate(zip(one, other, strict=True)):
            yield from _differences(f"{where}[{place}]", *pair)
    elif one != other:
        texts = str(one), str(other)
        place = next((at for at, pair in enumerate(zip(*texts, strict=False)) if pair[0] != pair[1]), 0)
        yield (where, *(text[max(0, place - 80) : place + 80] for text in texts))


RANDOM: Final = (
    (re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"), "‹id›"),
    (re.compile(r"(\\\\?x)?[0-9a-f]{32,}"), "‹digest›"),
    (re.compile(r"#[0-9a-f]{8}\b"), "‹piece›"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d(:?\d\d)?|Z)?"), "‹time›"),
    (re.compile(r"[\w+/]{22}=="), "‹id›"),
    (re.compile(r"D:\d{14}Z"), "‹time›"),
    (re.compile(r'"next": ?"[\w-]+"'), "‹next›"),
    (re.compile(r"\d{1,2}:\d\d(:\d\d)?"), "‹clock›"),
    (re.compile(r'(name="csrfmiddlewaretoken" value|nonce|"X-CSRFToken") ?[=:] ?"[^"]*"'), "‹token›"),
)


DRAWN: Final = ("/factors/", "/keys")
"""What only the asker's own keys say."""


@contextmanager
def sql(viewer: Viewer) -> Iterator[Any]:
    """A cursor under the application's login with this seat, and nothing of it remains."""
    with acting_as(viewer), transaction.atomic(), connection.cursor() as cursor:
        yield cursor
        transaction.set_rollback(True)


def tables(cursor: Any) -> list[str]:
    cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
    return [name for (name,) in cursor.fetchall()]


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


# ------------------------------------------------------------------ functions, sentences, the catalog


def outcome(viewer: Viewer, text: str, *values: Any) -> Any:
    """The answer, or under which code the database refused; the words of a refusal are part of the answer."""
    try:
        with sql(viewer) as cursor:
            cursor.execute(text, values)
            return cursor.fetchall()
    except DatabaseError as refusal:
        cause = refusal.__cause__
        return (getattr(cause, "sqlstate", ""), re.sub(r"\d+", "‹n›", str(refusal)))


TELL: Final = "select delivery_tell(%s::bigint[], %s::bigint[], 'arrived', 'routine', %s, null, %s, '/x/', now())"


def test_by_a_notice_nobody_finds_out_who_holds_or_wrote_what_is_not_held_here(cast: Cast) -> None:
    """Written in the own name to a desk that holds it, the notice would say its originator: the lock binds its owner's functions too."""
    for name in SUSPECTS:
        with told_by(cast, name) as told:
            me, reading = cast.ministry, "select originator_desk_id from delivery_notice where edition_id = %s"
            for key in (told.source_key, told.source_key + 10**6):
                for viewer in (cast.secretariat, *(getattr(cast, suspect) for suspect in SUSPECTS)):
                    tried = outcome(me, TELL, [viewer.desk_id], [viewer.desk_id], key, me.desk_id)
                    assert tried == outcome(me, TELL, [cast.bank.desk_id], [], 10**9, me.desk_id)
                assert outcome(me, reading, key) == []
            for function in ("delivery_board", "delivery_left"):
                assert outcome(me, f"select * from {function}(%s)", told.source_key) == []  # noqa: S608 - our own words


def test_a_notice_of_what_is_held_here_is_written(cast: Cast) -> None:
    with told_by(cast, "electric") as told:
        with acting_as(cast.ministry):
            key = Edition.objects.get(public_id=told.derived).pk
        me = cast.ministry

        assert outcome(me, TELL, [cast.center.desk_id], [], key, me.desk_id) == [(1,)]


def candidates(cast: Cast, told: Story, suspect: Viewer) -> Iterator[Definition]:
    """Every sentence behind a row of the source's report, with the suspect in its place."""
    with acting_as(cast.secretariat):
        row = Edition.objects.get(public_id=told.source)
        held = definition_of(row.audience_id)
        links = list(Derivation.objects.filter(derived__public_id=told.derived))
        of_link = definition_of(links[0].audience_id)
    assert held is not None
    assert of_link is not None
    own = Organization.objects.get(pk=suspect.organization_id)
    house = frozenset({organization(own.pk)})
    yield replace(held, marking=replace(held.marking, originator=suspect.desk_id, additions=house))
    suspected = frozenset({desk(suspect.desk_id)})
    marking = replace(of_link.marking, additions=suspected, only=suspected)
    yield replace(of_link, marking=marking, opened=suspected)


def test_no_sentence_can_be_tried_out(cast: Cast) -> None:
    """Whether “this operator's report, open to its secretariat” exists already would be the answer to the question."""
    for name in SUSPECTS:
        with told_by(cast, name) as told:
            for suspect in SUSPECTS:
                for number, one in enumerate(candidates(cast, told, getattr(cast, suspect))):
                    text, digest = one.canonical(), one.digest()
                    with acting_as(cast.secretariat), connection.cursor() as cursor:
                        cursor.execute("select noroshi_interned(%s)", [digest])
                        assert (cursor.fetchone()[0] is not None) is (suspect == name), "the secretariat knows"
                    assert outcome(cast.ministry, "select noroshi_interned(%s)", digest) == [(None,)]
                    made = outcome(
                        cast.ministry,
                        "select noroshi_intern(%s, %s, %s, '{electricity}', null, false, %s::bigint[], '{0}')",
                        *(digest, text, one.marking.originator, [cast.ministry.desk_id]),
                    )
                    assert made[0] == "42501", (name, suspect, number, made)


def test_every_function_that_it_may_call_is_known_here(cast: Cast) -> None:
    """A new one is looked at as a curious ministry would, and put into this list."""
    with sql(cast.ministry) as cursor:
        cursor.execute(
            "select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"
            " and has_function_privilege(oid, 'execute') and prorettype <> 'trigger'::regtype"
        )
        found = {name for (name,) in cursor.fetchall()}

    assert found <= LOOKED_AT


LOOKED_AT: Final = {
    "noroshi_search",
    "noroshi_search_keep",
    "noroshi_viewer_audiences",
    "noroshi_viewer_organization",
    "noroshi_intern",
    "noroshi_interned",
    "noroshi_definition",
    "noroshi_definitions",
    "noroshi_reseat",
    "noroshi_holders",
    "noroshi_tally",
    "noroshi_has_come_to",
    "noroshi_is_named",
    "ledger_readings_of",
    "delivery_tell",
    "delivery_board",
    "delivery_left",
    "delivery_telephones",
    "emergency_any",
    "procrastinate_defer_jobs_v1",
    "noroshi_intel_added",
    "noroshi_intel_tally",
    "noroshi_intel_turn",
    "noroshi_intel_until",
    "noroshi_intel_came",
    "noroshi_intel_ranges",
    "noroshi_intel_sentences",
    "noroshi_intel_takers",
    "noroshi_intel_told",
    "intake_range",
    "noroshi_concerned",
    "noroshi_signal_desks",
    "handover_stay",
    "devices_lost",
    "devices_is_own",
    "bulletins_is_open",
    "bulletins_opened",
    "devices_fetched",
    "devices_fetches",
    "helping_stands",
}


def test_functions_for_others_tell_a_ministry_nothing(cast: Cast) -> None:
    """What speaks for whoever holds a receipt refuses a seat; what asks by numbers meets them with what the seat holds."""
    sentence = '{"marking": {"tlp": "red"}, "opened": [], "carriers": [], "matter": null}'
    spoken = outcome(
        cast.ministry, "select intake_range(%s, 'x', %s, '{}', 0::smallint)", cast.electric.desk_id, sentence
    )
    everything = list(range(1, 2000))

    assert spoken[0] == "42501"
    assert outcome(cast.ministry, "select * from devices_lost(%s::bigint[])", everything) == []
    assert outcome(cast.ministry, "select * from devices_fetches(%s::bigint[])", everything) == []
    held = outcome(cast.ministry, "select unnest(noroshi_viewer_audiences())")
    ranges = outcome(cast.ministry, "select audience_id from noroshi_intel_ranges(%s::int[])", everything)
    assert set(ranges) <= set(held)


def test_functions_about_a_row_by_its_number_answer_as_for_none(cast: Cast) -> None:
    asked = {
        "select * from noroshi_holders(%s)": lambda row: (row.audience_id,),
        "select noroshi_definition(%s)": lambda row: (row.audience_id,),
        "select noroshi_intel_sentences(array[%s])": lambda row: (row.audience_id,),
        "select noroshi_has_come_to(%s, %s, %s)": lambda row: (cast.center.desk_id, row.pk, uuid4()),
        "select * from delivery_board(%s)": lambda row: (row.pk,),
        "select * from delivery_left(%s)": lambda row: (row.pk,),
        "select noroshi_tally(array[%s])": lambda row: (row.audience_id,),
        "select helping_stands(%s)": lambda row: (row.public_id,),
        "select * from noroshi_definitions() where id = %s": lambda row: (row.audience_id,),
        "select * from ledger_readings_of(%s, null, 10, null)": lambda row: (row.originator_organization_id,),
    }
    for name in SUSPECTS:
        with told_by(cast, name) as told:
            with acting_as(cast.secretariat):
                row = Edition.objects.get(public_id=told.source)
            nowhere = Edition(pk=10**9, audience_id=2 * 10**9, originator_organization_id=10**9)
            for text, values in asked.items():
                there, away = (outcome(cast.ministry, text, *values(one)) for one in (row, nowhere))
                assert there == away, text


QUEUES: Final = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers")


@pytest.mark.parametrize("table", QUEUES)
def test_what_waits_for_the_system_is_not_read(cast: Cast, table: str) -> None:
    assert outcome(cast.ministry, f"select * from {table}")[0] == "42501"  # noqa: S608 - our own words


def test_who_was_given_which_matter_is_read_in_the_own_house_alone(cast: Cast) -> None:
    colleague = Membership.objects.get(pk=cast.electric_colleague.seat.membership_id)
    with acting_as(cast.electric):
        assign_matter(actor=cast.electric.seat, membership=colleague.public_id, matter=uuid4(), reason=SECRET)
    asked = "select reason from directory_assignment where reason = %s"

    assert outcome(cast.electric, asked, SECRET) == [(SECRET,)]
    assert outcome(cast.ministry, asked, SECRET) == []


def test_statistics_of_locked_tables_are_not_shown(cast: Cast, addresses: Any) -> None:
    locked = [model._meta.db_table for model in shared_models()]
    with sql(cast.ministry) as cursor:
        for view in ("pg_stats", "pg_stats_ext", "pg_stats_ext_exprs"):
            cursor.execute(f"select count(*) from {view} where tablename = any (%s)", [locked])  # noqa: S608 - our own words
            assert cursor.fetchone() == (0,), view
    assert outcome(cast.ministry, "select * from pg_statistic")[0] == "42501"
    assert outcome(cast.ministry, "select pg_read_file('PG_VERSION')")[0] == "42501"


def test_no_sequence_says_more_than_how_much_there_is(cast: Cast) -> None:
    def drawn() -> dict[str, int]:
        with sql(cast.ministry) as cursor:
            cursor.execute("select sequencename, coalesce(last_value, 0) from pg_sequences where schemaname = 'public'")
            return dict(cursor.fetchall())

    got = []
    for name in SUSPECTS:
        before = drawn()
        with told_by(cast, name):
            got.append({sequence: value - before[sequence] for sequence, value in drawn().items()})

    assert got[0]["editions_edition_id_seq"] == 3
    assert got[0] == got[1]


def test_an_anonymized_report_counts_its_own_editions(cast: Cast) -> None:
    with told_by(cast, "electric") as told, acting_as(cast.ministry):
        row = Edition.objects.get(public_id=told.derived)

        assert (row.number, row.public_id.version, row.matter.version) == (1, 4, 4)
        assert row.matter != told.source_matter
        assert row.is_derived


def test_what_others_say_to_the_database_is_not_overheard(cluster: Any, cast: Cast, addresses: Any) -> None:
    """All requests share one login, whose sessions see each other in pg_stat_activity."""
    with psycopg.connect(addresses.app) as other, psycopg.connect(addresses.app) as curious:
        other.execute(f"select '{SECRET}'")
        seen = curious.execute("select query from pg_stat_activity where usename = 'noroshi_app'").fetchall()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            curious.execute("set track_activities = on")

    assert seen
    assert not any(SECRET in (query or "") for (query,) in seen)
    with superuser(cluster) as raw:
        (setting,) = raw.execute(
            "select setconfig from pg_db_role_setting join pg_roles r on r.oid = setrole where rolname = 'noroshi_app'"
        ).fetchone() or ([],)
    assert "track_activities=off" in setting
