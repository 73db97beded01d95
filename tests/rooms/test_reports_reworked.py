"""What is replaced all at once is the source's, never the contact block of the secretariat that writes."""

from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.drafting.queries import draft
from noroshi.drafting.written import Written
from noroshi.editions.queries import edition_readable_by
from noroshi.reports.actions import Rework, begin_anonymized, rework, submit_report
from noroshi.reports.anonymizing import BY_HAND, Finding, Step, workbench
from noroshi.reports.errors import SuspectsLeft
from noroshi.reports.outgoing import outgoing
from noroshi.traces.narrowness import Width
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import amended, reported

pytestmark = pytest.mark.django_db


def test_an_address_that_resembles_the_sources_stays_the_secretariats_own(cast: Cast) -> None:
    source = reported(cast.electric, "anonymized_report", source_email="keeper@electricity-ceptoar.example")

    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
        own = begun.written.typed["source_email"]
        asked = Rework(replaces_all=True, keeps_all=True)
        done = rework(cast.secretariat, begun.public_id, begun.written, version=begun.version, asked=asked)

    assert own.endswith("@electricity-ceptoar.example")
    assert done.written.typed["source_email"] == own


def test_it_is_shown_and_a_person_may_replace_it(cast: Cast) -> None:
    source = reported(cast.electric, "anonymized_report", source_email="keeper@electricity-ceptoar.example")

    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
        found = [one for one in workbench(cast.secretariat, begun.public_id).findings if _in_own_block(one)]
        asked = Rework(replaced=frozenset(one.key for one in found), words={one.key: "office" for one in found})
        done = rework(cast.secretariat, begun.public_id, begun.written, version=begun.version, asked=asked)

    assert found
    assert done.written.typed["source_email"] != begun.written.typed["source_email"]


def _in_own_block(one: Finding) -> bool:
    return any(spot.place == "source_email" for spot in one.outgoing)


@pytest.fixture
def bench(cast: Cast) -> Any:
    source = reported(
        cast.electric,
        "anonymized_report",
        summary="汐見電力の端末12台。03-1111-2222、03-3333-4444へ電話。鵺鳴峠の設備。",
    )
    with acting_as(cast.secretariat):
        return begin_anonymized(cast.secretariat, source)


def reworked(cast: Cast, draft_id: UUID, asked: Rework) -> Written:
    with acting_as(cast.secretariat):
        now = draft(cast.secretariat, draft_id)
        return rework(cast.secretariat, draft_id, now.written, version=now.version, asked=asked).written


def summary(written: Written) -> str:
    return str(written.typed["summary"])


def test_everything_of_a_kind_is_replaced_at_once_and_nothing_of_another(cast: Cast, bench: Any) -> None:
    done = reworked(cast, bench.public_id, Rework(kinds=frozenset({"telephone"})))

    assert "03-" not in summary(done)
    assert "汐見電力" in summary(done)


def test_steps_are_taken_back_one_by_one(cast: Cast, bench: Any) -> None:
    before = summary(bench.written)
    one = reworked(cast, bench.public_id, Rework(kinds=frozenset({"telephone"})))
    two = reworked(cast, bench.public_id, Rework(roughened="summary"))
    assert "端末約10台" in summary(two)

    assert summary(reworked(cast, bench.public_id, Rework(undoes=True))) == summary(one)
    assert summary(reworked(cast, bench.public_id, Rework(undoes=True))) == before


def test_a_word_that_a_person_marks_is_found_on_both_sides_and_goes_with_the_others(cast: Cast, bench: Any) -> None:
    reworked(cast, bench.public_id, Rework(sought="鵺鳴峠"))
    with acting_as(cast.secretariat):
        (found,) = [one for one in workbench(cast.secretariat, bench.public_id).findings if one.kind == BY_HAND]
    assert found.original
    assert found.outgoing
    assert found.step is Step.OPEN

    done = reworked(cast, bench.public_id, Rework(replaces_all=True))
    assert "鵺鳴峠" not in summary(done)


def test_while_a_marked_word_stands_nothing_is_sent(cast: Cast, bench: Any) -> None:
    with acting_as(cast.secretariat):
        amended(cast.secretariat, bench, summary="鵺鳴峠の設備で通信", systems="")
    reworked(cast, bench.public_id, Rework(sought="鵺鳴峠"))

    with acting_as(cast.secretariat), pytest.raises(SuspectsLeft):
        submit_report(cast.secretariat, bench.public_id, version=draft(cast.secretariat, bench.public_id).version)
    reworked(cast, bench.public_id, Rework(unsought="鵺鳴峠"))
    with acting_as(cast.secretariat):
        assert submit_report(
            cast.secretariat, bench.public_id, version=draft(cast.secretariat, bench.public_id).version
        )


def test_one_character_and_too_many_words_are_not_marked(cast: Cast, bench: Any) -> None:
    reworked(cast, bench.public_id, Rework(sought="峠"))
    for number in range(60):
        done = reworked(cast, bench.public_id, Rework(sought=f"言葉{number}"))
    assert len(done.wish["sought_words"]) == 50
    assert "峠" not in done.wish["sought_words"]


def test_the_preview_is_what_the_next_station_will_read(cast: Cast, bench: Any) -> None:
    with acting_as(cast.secretariat):
        amended(cast.secretariat, bench, summary="会員で通信", systems="")
        reading, to = outgoing(cast.secretariat, bench.public_id)
    edition = submitted(cast, bench)

    with acting_as(cast.ministry):
        read = edition_readable_by(cast.ministry, edition)
    assert to.pk == cast.ministry.desk_id
    assert without_time(reading.content) == without_time(read.content)
    for viewer in (cast.ministry, cast.electric, cast.bank):
        with acting_as(viewer), pytest.raises(NotFound):
            outgoing(viewer, bench.public_id)


def submitted(cast: Cast, bench: Any) -> UUID:
    with acting_as(cast.secretariat):
        return submit_report(
            cast.secretariat, bench.public_id, version=draft(cast.secretariat, bench.public_id).version
        )


def without_time(content: Any) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != "reported_at"}


def test_a_day_on_which_only_one_member_reported_points_to_it_until_it_is_left_out(cast: Cast) -> None:
    today = timezone.localdate().isoformat()
    source = reported(cast.electric, "anonymized_report", detected_at=f"{today} 00:01")
    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
        narrow = workbench(cast.secretariat, begun.public_id).narrow
        assert narrow is not None
        assert (narrow.width, narrow.best_advice) == (Width.ONE, "days")

        later = amended(cast.secretariat, begun, detected_at="")
        again = workbench(cast.secretariat, later.public_id).narrow
        assert again is not None
        assert again.width is Width.FEW


@pytest.mark.parametrize(
    ("told", "less", "advice"),
    [
        ("制御端末1,234台を切り離した", "制御端末約1,000台を切り離した", "size"),
        ("disconnected 1,234 control terminals", "disconnected about 1,000 control terminals", "size"),
        ("鳴門市の設備を切り離した", "設備を切り離した", "places"),
    ],
)
def test_a_figure_or_a_place_that_one_member_alone_has_told_points_to_it(
    cast: Cast, told: str, less: str, advice: str
) -> None:
    reported(cast.neighbor, "anonymized_report", lessons="徳島市の設備を点検した。端末は567台。")
    source = reported(cast.electric, "anonymized_report", lessons=told, detected_at="")
    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
        narrow = workbench(cast.secretariat, begun.public_id).narrow
        assert narrow is not None
        assert (narrow.width, narrow.best_advice) == (Width.ONE, advice)

        again = workbench(cast.secretariat, amended(cast.secretariat, begun, lessons=less).public_id).narrow
        assert again is not None
        assert again.width is Width.FEW
