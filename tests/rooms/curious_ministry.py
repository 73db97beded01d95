"""The game of the curious ministry: the same story told twice, by one operator and by another of the same sector."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from noroshi.advisories.actions import relay_advisory
from noroshi.asking.actions import answer, ask, pass_on
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Organization
from noroshi.drafting.files import add_file
from noroshi.editions.models import Edition, Registration
from noroshi.reports.actions import begin_anonymized, relay_report, submit_report
from noroshi.vocabulary import InquiryState
from tests.cast import Cast
from tests.drafted import amended, draft_report, issued

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


@contextmanager
def sql(viewer: Viewer) -> Iterator[Any]:
    """A cursor under the application's login with this seat, and nothing of it remains."""
    with acting_as(viewer), transaction.atomic(), connection.cursor() as cursor:
        yield cursor
        transaction.set_rollback(True)


def tables(cursor: Any) -> list[str]:
    cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
    return [name for (name,) in cursor.fetchall()]
