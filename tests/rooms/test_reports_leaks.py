"""The last look: what may still say whose it is stops the sending, until somebody who did not write it lets it go (C-272)."""

from io import BytesIO
from uuid import UUID

import docx
import pytest
from django.db import connection, transaction
from django.db.utils import Error

from noroshi.advisories.actions import begin_advisory
from noroshi.advisories.hindrances import hindrances
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.errors import DraftSent
from noroshi.drafting.files import add_file
from noroshi.drafting.queries import DraftShown, draft
from noroshi.drafting.sending import filled
from noroshi.editions.actions import resolve_source
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.queries import edition_readable_by
from noroshi.ledger.queries import deeds_of
from noroshi.reports.actions import (
    begin_anonymized,
    begin_completion,
    begin_follow_up,
    relay_report,
    release_leaks,
    rework,
    submit_report,
)
from noroshi.reports.actions.anonymize import Rework
from noroshi.reports.errors import LeakFound, NothingToRelease, NotTheSecondPerson
from noroshi.reports.leaks import LeakCheck, leak_check
from noroshi.reports.models import LeakRelease
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields, NotFound
from tests.cast import Cast
from tests.drafted import amended, issued, reported, sent

pytestmark = pytest.mark.django_db

CLEAN = "会員の端末から不審な通信"
NAMING = "汐見電力の端末から不審な通信"


@pytest.fixture
def second(cast: Cast) -> Viewer:
    """A colleague of the secretariat."""
    return cast.world.viewer("ogata@electricity_ceptoar")


def anonymized(cast: Cast, summary: str = CLEAN, source: UUID | None = None) -> DraftShown:
    """With everything else decided: only the last look is left."""
    source = source or reported(cast.electric, "anonymized_report")
    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
        saved = amended(cast.secretariat, begun, summary=summary, systems="")
        asked = Rework(keeps_all=True)
        return rework(cast.secretariat, saved.public_id, saved.written, version=saved.version, asked=asked)


def pair(cast: Cast) -> str:
    return f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"


def looked(viewer: Viewer, one: DraftShown) -> LeakCheck:
    with acting_as(viewer):
        return leak_check(viewer, one.public_id)


def document(author: str, text: str = "記録") -> bytes:
    made, written = docx.Document(), BytesIO()
    made.add_paragraph(text)
    made.core_properties.author = author
    made.save(written)
    return written.getvalue()


def enclosed(cast: Cast, one: DraftShown, name: str, content: bytes) -> DraftShown:
    with acting_as(cast.secretariat):
        add_file(cast.secretariat, one.public_id, field="attachments", name=name, chunks=[content])
        return amended(cast.secretariat, draft(cast.secretariat, one.public_id), attachment_presence="yes")


def test_what_names_nobody_leaves(cast: Cast) -> None:
    one = anonymized(cast)

    assert not looked(cast.secretariat, one).is_blocked
    assert sent(cast.secretariat, one)


def test_a_name_that_was_kept_on_purpose_still_stops_the_sending(cast: Cast) -> None:
    one = anonymized(cast, NAMING)

    with pytest.raises(LeakFound):
        sent(cast.secretariat, one)
    found = looked(cast.secretariat, one)
    assert [(leak.place, leak.text) for leak in found.leaks] == [("summary", "汐見電力")]
    assert not found.may_release


def test_who_wrote_it_cannot_release_it(cast: Cast) -> None:
    one = anonymized(cast, NAMING)
    digest = looked(cast.secretariat, one).digest

    with acting_as(cast.secretariat), pytest.raises(NotTheSecondPerson):
        release_leaks(cast.secretariat, one.public_id, digest=digest, reason="公表済み")


def test_whoever_wrote_in_between_is_no_second_person_either(cast: Cast, second: Viewer) -> None:
    one = anonymized(cast)
    with acting_as(second):
        between = amended(second, draft(second, one.public_id), summary=NAMING)
    with acting_as(cast.secretariat):
        asked = Rework(keeps_all=True)
        rework(cast.secretariat, one.public_id, between.written, version=between.version, asked=asked)
    found = looked(second, one)

    assert not found.may_release
    with acting_as(second), pytest.raises(NotTheSecondPerson):
        release_leaks(second, one.public_id, digest=found.digest, reason="公表済み")


def test_whoever_put_a_file_in_is_no_second_person(cast: Cast, second: Viewer) -> None:
    one = anonymized(cast)
    with acting_as(second):
        add_file(second, one.public_id, field="attachments", name="汐見電力.txt", chunks=[b"x"])

    assert not looked(second, one).may_release


def test_a_second_person_releases_it_with_a_reason_and_it_leaves(cast: Cast, second: Viewer) -> None:
    one = anonymized(cast, NAMING)
    found = looked(second, one)

    with acting_as(second):
        released = release_leaks(second, one.public_id, digest=found.digest, reason="すでに公表されている")

    assert not released.is_blocked
    assert released.release is not None
    assert released.release.reason == "すでに公表されている"
    assert sent(cast.secretariat, one)
    with acting_as(second):
        (entry,) = [one for one in deeds_of(second.organization_id) if one.deed == "release_leaks"]
    assert "公表" not in str(entry)
    with acting_as(second), pytest.raises(DraftSent):
        release_leaks(second, one.public_id, digest=found.digest, reason="もう一度")


def test_a_release_without_a_reason_is_none(cast: Cast, second: Viewer) -> None:
    one = anonymized(cast, NAMING)

    with acting_as(second), pytest.raises(InvalidFields):
        release_leaks(second, one.public_id, digest=looked(second, one).digest, reason="  ")


def test_a_release_holds_for_exactly_what_was_looked_at(cast: Cast, second: Viewer) -> None:
    one = anonymized(cast, NAMING)
    before = looked(second, one)
    with acting_as(second):
        release_leaks(second, one.public_id, digest=before.digest, reason="公表済み")
    with acting_as(cast.secretariat):
        changed = amended(cast.secretariat, draft(cast.secretariat, one.public_id), summary=f"{NAMING}。佐伯が確認")

    assert looked(second, changed).is_blocked
    with acting_as(second), pytest.raises(ChangedMeanwhile):
        release_leaks(second, one.public_id, digest=before.digest, reason="公表済み")


def test_nothing_found_is_nothing_to_release(cast: Cast, second: Viewer) -> None:
    one = anonymized(cast)

    with acting_as(second), pytest.raises(NothingToRelease):
        release_leaks(second, one.public_id, digest=looked(second, one).digest, reason="念のため")


def test_an_author_inside_an_attachment_stops_it_and_says_where(cast: Cast) -> None:
    one = enclosed(cast, anonymized(cast), "経過.docx", document("佐伯 涼"))

    (leak,) = [leak for leak in looked(cast.secretariat, one).leaks if leak.detail == "creator"]

    assert (leak.place, leak.text, str(leak.part)) == ("経過.docx", "佐伯 涼", "property")


def test_a_name_of_a_file_is_looked_at(cast: Cast) -> None:
    one = enclosed(cast, anonymized(cast), "汐見電力_経過.txt", "記録".encode())

    assert [leak.text for leak in looked(cast.secretariat, one).leaks] == ["汐見電力"]


def test_a_file_that_no_machine_can_read_stops_it_as_a_find_does(cast: Cast, second: Viewer) -> None:
    one = enclosed(cast, anonymized(cast), "画面.pdf", b"%PDF-1.7 broken")
    found = looked(second, one)

    assert not found.leaks
    assert [unseen.name for unseen in found.unseen] == ["画面.pdf"]
    assert found.is_blocked
    with acting_as(second):
        assert not release_leaks(second, one.public_id, digest=found.digest, reason="開いて確かめた").is_blocked


def test_an_advisory_says_nothing_of_the_operator_whose_report_it_uses(cast: Cast) -> None:
    source = reported(cast.electric)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, source)

    with pytest.raises(LeakFound):
        issued(cast.center, pair(cast), sources=(source,), threat_summary=NAMING)
    assert issued(cast.center, pair(cast), sources=(source,))


def test_what_stops_an_advisory_is_said_before_anybody_presses(cast: Cast) -> None:
    source = reported(cast.electric)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, source)

    with acting_as(cast.center):
        begun = begin_advisory(cast.center, (source,))
        naming = amended(cast.center, begun, wish={"destinations": [pair(cast)]}, threat_summary=NAMING)
        found = hindrances(cast.center, naming, filled(cast.center, naming.row))

    assert "leak_found" in {one.code for one in found}


def test_the_center_is_told_nothing_of_a_source_that_it_may_not_know(cast: Cast) -> None:
    derived = sent(cast.secretariat, anonymized(cast))
    with acting_as(cast.ministry):
        relay_report(cast.ministry, derived)

    assert issued(cast.center, pair(cast), sources=(derived,), threat_summary=NAMING)


def test_strangers_find_neither_the_look_nor_the_release(cast: Cast, second: Viewer) -> None:
    one = anonymized(cast, NAMING)
    with acting_as(second):
        release_leaks(second, one.public_id, digest=looked(second, one).digest, reason="公表済み")

    for stranger in (cast.ministry, cast.electric, cast.neighbor, cast.bank_secretariat, cast.center):
        with acting_as(stranger):
            assert not LeakRelease.objects.exists()
            with pytest.raises(NotFound):
                leak_check(stranger, one.public_id)
            with pytest.raises(NotFound):
                release_leaks(stranger, one.public_id, digest="0" * 64, reason="知りたい")


def test_the_database_refuses_a_release_by_whoever_wrote_it(cast: Cast) -> None:
    one = anonymized(cast, NAMING)

    row = [one.audience_id, one.public_id, cast.secretariat.desk_id, cast.secretariat.seat.person_id]
    with (
        acting_as(cast.secretariat),
        pytest.raises(Error, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "insert into reports_leakrelease (public_id, audience_id, draft, digest, reason, desk_id, by_id, at)"
            " values (gen_random_uuid(), %s, %s, '\\x00', 'x', %s, %s, now())",
            row,
        )


def test_a_second_press_of_send_gives_the_same_edition(cast: Cast) -> None:
    one = anonymized(cast)
    edition = sent(cast.secretariat, one)

    with acting_as(cast.secretariat):
        assert submit_report(cast.secretariat, one.public_id, version=one.version) == edition


def followed(cast: Cast, first: UUID, summary: str, tlp: str = "amber") -> DraftShown:
    """With everything decided that the bench asks."""
    with acting_as(cast.secretariat):
        begun = begin_follow_up(cast.secretariat, first)
        saved = amended(cast.secretariat, begun, tlp=tlp, summary=summary, systems="")
        asked = Rework(keeps_all=True)
        return rework(cast.secretariat, saved.public_id, saved.written, version=saved.version, asked=asked)


def test_the_follow_up_of_an_anonymized_report_does_not_bring_the_name_back(cast: Cast) -> None:
    first = sent(cast.secretariat, anonymized(cast))

    with pytest.raises(LeakFound):
        sent(cast.secretariat, followed(cast, first, NAMING))


def test_the_follow_up_of_an_anonymized_report_leaves_without_the_name_inside_the_range_of_its_source(
    cast: Cast,
) -> None:
    source = reported(cast.electric, "anonymized_report", tlp="amber")
    first = sent(cast.secretariat, anonymized(cast, source=source))

    second = sent(cast.secretariat, followed(cast, first, CLEAN, tlp="green"))

    with acting_as(cast.ministry):
        assert edition_readable_by(cast.ministry, second).number == 2
    with acting_as(cast.secretariat):
        assert resolve_source(cast.secretariat, second) == [source]
        caps = marking_of_own(cast.secretariat, second)[0].caps
    assert {cap.tlp for cap in caps} == {Tlp.AMBER}
    for stranger in (cast.bank, cast.neighbor):
        with acting_as(stranger), pytest.raises(NotFound):
            edition_readable_by(stranger, second)


def test_the_follow_up_of_a_completion_names_its_source_and_stays_inside_its_range(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", tlp="amber")
    with acting_as(cast.ministry):
        completed = amended(cast.ministry, begin_completion(cast.ministry, source), lessons="補った")
    first = sent(cast.ministry, completed)

    with acting_as(cast.ministry):
        begun = begin_follow_up(cast.ministry, first)
        draft = amended(cast.ministry, begun, tlp="green", summary=NAMING)
    second = sent(cast.ministry, draft)

    with acting_as(cast.ministry):
        caps = marking_of_own(cast.ministry, second)[0].caps
    assert {cap.tlp for cap in caps} == {Tlp.AMBER}


def test_who_holds_neither_follows_neither(cast: Cast) -> None:
    first = sent(cast.secretariat, anonymized(cast))

    for stranger in (cast.bank, cast.neighbor, cast.ministry):
        with acting_as(stranger), pytest.raises(NotFound):
            begin_follow_up(stranger, first)
