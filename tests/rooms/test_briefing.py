"""One page for executives: composed of what one reads, as narrow as its strictest source, decided, carried out by orders."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from noroshi.advisories.actions import relay_advisory
from noroshi.advisories.queries import relay_choices
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.briefing.actions import BriefingWish, Option, compose, decide
from noroshi.briefing.errors import NoOptions, NoSuchOption, NotForYouToDecide, NothingOnThePage
from noroshi.briefing.facts import Fact
from noroshi.briefing.models import Briefing, Decision
from noroshi.briefing.overview import overview
from noroshi.briefing.queries import BriefingShown, briefing_shown, briefings_readable_by
from noroshi.directory.models import Desk
from noroshi.drafting.actions import save
from noroshi.editions.actions import hop, mark_again
from noroshi.editions.actions.marking import current_marking
from noroshi.editions.models import Edition
from noroshi.response.queries import orders_readable_by
from noroshi.sharing.parties import desk
from noroshi.vocabulary import Certainty, HopKind, Tlp
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import draft_report, issued, reported, sent
from tests.rooms.test_sheets import named, shared

pytestmark = pytest.mark.django_db

GO_ON, STOP = (
    Option("監視を強めて続ける", "供給は保たれる"),
    Option("遠隔保守を止める", "復旧が半日遅れる", "電気事業法の報告"),
)
STRANGERS = ("bank", "ministry", "secretariat", "center", "neighbor", "maintainer", "police")


def desk_of(viewer: Viewer) -> UUID:
    return Desk.objects.get(pk=viewer.desk_id).public_id


def composed(cast: Cast, *sources: UUID, by: Viewer | None = None, **more: Any) -> UUID:
    viewer = by or cast.electric
    wish: dict[str, Any] = {"title": "遠隔保守を止めるか", "to": desk_of(cast.electric_executive)}
    wish |= {"options": (GO_ON, STOP), "damage": "保守端末1台", **more}
    with acting_as(viewer):
        return compose(viewer, BriefingWish(sources=sources, **wish)).public_id


def read(viewer: Viewer, page: UUID) -> BriefingShown:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return briefing_shown(fresh, page)


def field_desk(cast: Cast) -> Viewer:
    return cast.world.viewer("ashida@shiomi")


def told(facts: Iterable[Fact]) -> list[tuple[str, object]]:
    return [(fact.field.id, fact.said.value) for fact in facts]


def written(viewer: Viewer, tlp: str = "green", *, marks: dict[str, dict[str, str]], **typed: Any) -> UUID:
    """A report in which some fields are marked as estimated or not confirmed."""
    draft = draft_report(viewer, "direct_report", tlp=tlp, **typed)
    with acting_as(viewer):
        kept = replace(draft.written, marks={**draft.written.marks, **marks})
        return sent(viewer, save(viewer, draft.public_id, kept, version=draft.version))


def test_a_page_tells_what_is_confirmed_from_what_is_not_and_on_what_grounds(cast: Cast) -> None:
    marks = {
        "systems": {"certainty": "unconfirmed", "basis": "聞き取り"},
        "occurred_at": {"certainty": "estimate", "basis": "ログより"},
    }
    typed = {"summary": "不審な通信", "systems": "保守端末", "occurred_at": "11月19日頃"}
    source = written(cast.electric, marks=marks, event_kind="malware", **typed)

    page = read(cast.electric, composed(cast, source))

    assert told(page.happened) == [("summary", "不審な通信")]
    assert ("systems", "保守端末") in told(page.damages)
    assert told(page.confirmed) == [("event_kind", "malware")]
    assert {(one.field.id, one.said.certainty, one.said.basis) for one in page.unconfirmed} == {
        ("systems", Certainty.UNCONFIRMED, "聞き取り"),
        ("occurred_at", Certainty.ESTIMATE, "ログより"),
    }
    assert page.line.tlp is Tlp.GREEN


def test_a_page_keeps_the_composers_own_words_of_situation_damage_and_obligations(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", tlp="green")

    page = read(cast.electric_executive, composed(cast, source, situation="供給は続いている", damage="保守端末1台"))

    assert (page.situation, page.damage) == ("供給は続いている", "保守端末1台")
    assert page.options == (GO_ON, STOP)
    assert page.options[1].duties == "電気事業法の報告"


def test_what_others_do_comes_from_advisories_and_sheets(cast: Cast) -> None:
    pair = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    advisory = issued(cast.center, pair, tlp="green", course_of_action="遠隔保守を当面止める")
    for by in (cast.ministry, cast.secretariat):
        with acting_as(by):
            relay_advisory(by, advisory, to=[one.text for one in relay_choices(by, advisory)][:1])
    words = {"what_happened": "保守端末が狙われた", "measures": "保守用の口を閉じる。", "analysis": "同じ攻撃群"}
    sheet = shared(cast.neighbor, "amber", named(cast, "organization:shiomi"), **words)

    page = read(cast.electric, composed(cast, advisory, sheet))

    assert ("what_happened", "保守端末が狙われた") in told(page.happened)
    assert told(page.others) == [
        ("course_of_action", "遠隔保守を当面止める"),
        ("measures", "保守用の口を閉じる。"),
        ("analysis", "同じ攻撃群"),
    ]
    assert page.line.tlp is Tlp.AMBER


def test_a_page_is_as_narrow_as_its_strictest_source(cast: Cast) -> None:
    sources = [reported(cast.electric, "direct_report", tlp=tlp) for tlp in ("green", "amber")]

    assert read(cast.electric, composed(cast, *sources)).line.tlp is Tlp.AMBER


def test_an_executive_out_of_range_of_one_source_gets_no_line_of_it_and_no_word_that_it_is_there(cast: Cast) -> None:
    open_one = reported(cast.electric, "direct_report", tlp="green", summary="営業所の端末の故障")
    shared = reported(cast.electric, "direct_report", tlp="amber", summary="変電所の不審な通信")
    page = composed(cast, open_one, shared)
    with acting_as(cast.electric):
        withheld = compose(cast.electric, _wish(cast, [open_one, _alone(cast)])).public_id

    assert {one.line.public_id for one in read(cast.electric_executive, page).statements} == {open_one, shared}
    seen = read(cast.electric_executive, withheld)
    assert [one.line.public_id for one in seen.statements] == [open_one]
    assert "変電所の秘密の経路" not in repr(seen)


def test_the_color_of_a_page_is_that_of_what_its_reader_gets(cast: Cast) -> None:
    """A line that was left out is not told by its color either."""
    open_one = reported(cast.electric, "direct_report", tlp="green", summary="営業所の端末の故障")
    alone = reported(cast.electric, "direct_report", tlp="amber", summary="変電所の秘密の経路")
    shared = composed(cast, open_one)
    with acting_as(cast.electric):
        page = compose(cast.electric, _wish(cast, [open_one, alone])).public_id

    fresh = Viewer(cast.electric_executive.seat)
    with acting_as(fresh):
        listed = {one.public_id: one.tlp for one in briefings_readable_by(fresh)}
    assert listed == {shared: Tlp.GREEN, page: Tlp.GREEN}
    assert read(fresh, page).line.tlp is Tlp.GREEN
    assert read(cast.electric, page).line.tlp is Tlp.AMBER


def test_a_page_names_of_its_orders_those_that_its_reader_may_read(cast: Cast) -> None:
    """Something RED: the order is between the deciding desk and the one that carries it out, and the composer is neither."""
    sources = [reported(cast.electric, "direct_report", tlp=tlp) for tlp in ("green", "red")]
    page = composed(cast, *sources)

    fresh = Viewer(cast.electric_executive.seat)
    with acting_as(fresh):
        decide(fresh, page, 0, to=[desk_of(field_desk(cast))])

    (told,) = read(cast.electric_executive, page).decisions
    assert len(told.orders) == 1
    (told,) = read(cast.electric, page).decisions
    assert (told.option, told.orders) == (GO_ON, ())


def _alone(cast: Cast) -> UUID:
    """Held by this desk and the ministry, and shared with no other desk of the house."""
    return reported(cast.electric, "direct_report", tlp="green", summary="変電所の秘密の経路")


def _wish(cast: Cast, sources: list[UUID]) -> BriefingWish:
    to = desk_of(cast.electric_executive)
    return BriefingWish("遠隔保守を止めるか", sources, to, options=(GO_ON, STOP), hands_on=False)


def test_whoever_reads_no_source_has_no_page_at_all(cast: Cast) -> None:
    narrow = reported(cast.electric, "direct_report", tlp="red", summary="変電所の秘密の経路")
    page = composed(cast, narrow)

    with acting_as(cast.electric_executive):
        assert not Briefing.objects.exists()
        assert briefings_readable_by(cast.electric_executive) == []
    with pytest.raises(NotFound):
        read(cast.electric_executive, page)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_nobody_outside_the_house_has_it_not_even_who_reads_its_sources(cast: Cast, stranger: str) -> None:
    source = reported(cast.electric, "direct_report", tlp="green")
    page, viewer = composed(cast, source), getattr(cast, stranger)
    with acting_as(cast.electric_executive):
        decide(cast.electric_executive, page, 1)

    with acting_as(viewer):
        assert not Briefing.objects.exists()
        assert not Decision.objects.exists()
        assert briefings_readable_by(viewer) == []
        with pytest.raises(NotFound):
            decide(viewer, page, 0)
    with pytest.raises(NotFound):
        read(viewer, page)


def test_a_decision_is_kept_with_who_and_when_and_goes_to_those_who_run_the_systems(cast: Cast) -> None:
    page = composed(cast, reported(cast.electric, "direct_report", tlp="green"))

    with acting_as(cast.electric_executive):
        decide(cast.electric_executive, page, 1, words="今夜中に", to=[desk_of(field_desk(cast))])

    (said,) = read(cast.electric, page).decisions
    assert (said.option, said.words) == (STOP, "今夜中に")
    assert said.by.pk == cast.electric_executive.seat.person_id
    worker = Viewer(field_desk(cast).seat)
    with acting_as(worker):
        assert STOP.name in {one.title for one in orders_readable_by(worker)}


def decided(cast: Cast, page: UUID) -> UUID:
    fresh = Viewer(cast.electric_executive.seat)
    with acting_as(fresh):
        return decide(fresh, page, 1, to=[desk_of(field_desk(cast))]).orders[0]


def reads(viewer: Viewer, order: UUID) -> bool:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return order in {one.public_id for one in orders_readable_by(fresh)}


def test_an_order_by_a_decision_tells_its_option_to_the_two_desks_and_not_to_the_house(cast: Cast) -> None:
    """The rest of the house holds no source of the page, whatever its color permits."""
    order = decided(cast, composed(cast, reported(cast.electric, "direct_report", tlp="green")))

    for one in (cast.electric_executive, field_desk(cast), cast.world.viewer("negishi@shiomi")):
        assert reads(one, order)
    house = ("tamaki-y@shiomi", "sakakibara@shiomi", "ogasa@shiomi")
    for other in (*(cast.world.viewer(name) for name in house), *(getattr(cast, name) for name in STRANGERS)):
        assert not reads(other, order)


def test_an_order_by_a_decision_is_as_strict_as_its_sources_are_when_it_is_given(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", tlp="green")
    page = composed(cast, source)
    with acting_as(cast.electric):
        row = Edition.objects.get(public_id=source)
        marking = replace(current_marking(row), tlp=Tlp.AMBER)
        mark_again(cast.electric, source, marking, read_number=row.marking_number, reason="経路が分かる")

    order = decided(cast, page)

    assert reads(field_desk(cast), order)
    assert not reads(cast.world.viewer("negishi@shiomi"), order)


def test_an_order_by_a_decision_is_strict_where_whoever_decides_does_not_read_all_of_the_page(cast: Cast) -> None:
    shared = reported(cast.electric, "direct_report", tlp="green")
    with acting_as(cast.electric):
        page = compose(cast.electric, _wish(cast, [shared, _alone(cast)])).public_id
        hop(cast.electric, shared, kind=HopKind.SHARE, to=[desk(cast.electric_executive.desk_id)])

    order = decided(cast, page)

    assert reads(field_desk(cast), order)
    assert not reads(cast.world.viewer("negishi@shiomi"), order)


def test_only_those_who_decide_decide(cast: Cast) -> None:
    page = composed(cast, reported(cast.electric, "direct_report", tlp="green"))

    with acting_as(cast.electric), pytest.raises(NotForYouToDecide):
        decide(cast.electric, page, 0)
    with acting_as(cast.electric_executive), pytest.raises(NoSuchOption):
        decide(cast.electric_executive, page, 2)
    assert read(cast.electric, page).decisions == ()


def test_what_one_does_not_read_cannot_be_put_on_a_page(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", tlp="green")

    for missing in (uuid4(), reported(cast.bank, "direct_report")):
        with pytest.raises(NotFound):
            composed(cast, source, missing)
    with pytest.raises(NothingOnThePage):
        composed(cast)
    with pytest.raises(NoOptions):
        composed(cast, source, options=(GO_ON,))


def test_the_own_past_counts_the_own_reports_and_no_others(cast: Cast) -> None:
    with acting_as(Viewer(cast.electric.seat)) as _:
        before = sum(one.reports for one in overview(Viewer(cast.electric.seat)).quarters)
    reported(cast.electric, "direct_report", tlp="green")
    reported(cast.bank, "direct_report", tlp="green")

    fresh = Viewer(cast.electric.seat)
    with acting_as(fresh):
        assert sum(one.reports for one in overview(fresh).quarters) == before + 1
