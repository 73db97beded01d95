"""In an emergency: warned directly only by agreement and with the liaison, the hotline, the mode, the guide; strangers see nothing."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from noroshi.advisories.errors import NotTheCenter
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.models import Notice
from noroshi.directory.models import Agreement
from noroshi.editions.models import Hop
from noroshi.editions.queries import edition_readable_by, receipts_readable_by
from noroshi.emergency.actions import (
    begin_situation,
    carry_over,
    change_situation,
    close_hotline,
    confirm_mode,
    end_mode,
    hear,
    open_hotline,
    pass_to_suggested,
    propose_mode,
    say,
    warn_directly,
)
from noroshi.emergency.directly import addressees
from noroshi.emergency.errors import (
    AnotherConfirms,
    HotlineClosed,
    HotlineNeedsOperator,
    ModeOver,
    NoEmergencyNow,
    NotDirectly,
    NotSuggested,
    OperatorsOnly,
    WarningsOnly,
)
from noroshi.emergency.hotlines import hotline, hotlines
from noroshi.emergency.models import Heard, Hotline, Line, Mode, Situation
from noroshi.emergency.modes import in_force, modes
from noroshi.emergency.situations import Advice, situation, situations
from noroshi.emergency.suggesting import suggested
from noroshi.reports.actions import relay_report
from noroshi.vocabulary import DirectAnswer, EmergencyKind, HopKind, IncidentState
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields, NotFound
from tests.cast import Cast
from tests.drafted import issued, reported, second_person

pytestmark = pytest.mark.django_db

REASON = "攻撃が続いており、経路を待てない"


def warning(cast: Cast, *, tlp: str = "amber", importance: str = "warning") -> UUID:
    meti = cast.world.organizations["meti"].public_id
    return issued(cast.center, f"ministry_for_sector:{meti}/electricity", tlp=tlp, importance=importance)


def home(cast: Cast, handle: str) -> UUID:
    found: UUID = cast.world.organizations[handle].public_id
    return found


def answers(cast: Cast, edition: UUID) -> dict[str, DirectAnswer]:
    with acting_as(cast.center):
        return {one.organization.handle: one.answer for one in addressees(cast.center, edition)}


def reads(viewer: Viewer, edition: UUID) -> bool:
    with acting_as(viewer):
        try:
            edition_readable_by(viewer, edition)
        except NotFound:
            return False
        return True


# ---------------------------------------------------------------- the direct path


def test_before_sending_it_is_said_who_gets_it_directly_and_who_not_and_why(cast: Cast) -> None:
    found = answers(cast, warning(cast))

    assert found["hokuryo"] is DirectAnswer.DIRECT
    assert found["shiomi"] is DirectAnswer.NO_AGREEMENT
    assert found["electricity_ceptoar"] is DirectAnswer.NO_AGREEMENT
    assert "aoshio" not in found


def test_a_red_warning_stays_with_the_addressed_ministry_agreement_or_not(cast: Cast) -> None:
    assert answers(cast, warning(cast, tlp="red"))["hokuryo"] is DirectAnswer.OUT_OF_RANGE


def test_with_an_agreement_it_arrives_at_once_and_the_liaison_is_copied_by_the_same_receipt(cast: Cast) -> None:
    edition = warning(cast)

    with acting_as(cast.center):
        (made,) = warn_directly(cast.center, edition, to=[home(cast, "hokuryo")], reason=REASON)

    assert reads(cast.neighbor, edition)
    assert not reads(cast.electric, edition)
    with acting_as(cast.ministry):
        copied = [one for one in receipts_readable_by(cast.ministry, edition) if one.kind == HopKind.WARN]
    assert len(copied) == 1
    assert set(made.to) == {
        f"organization:{cast.world.organizations['hokuryo'].pk}",
        f"desk:{cast.ministry.desk_id}",
    }


def test_one_without_an_agreement_stops_all_of_them(cast: Cast) -> None:
    edition = warning(cast)

    with acting_as(cast.center), pytest.raises(NotDirectly):
        warn_directly(cast.center, edition, to=[home(cast, "hokuryo"), home(cast, "shiomi")], reason=REASON)

    assert not reads(cast.neighbor, edition)
    with acting_as(cast.center):
        assert not Hop.objects.filter(kind=HopKind.WARN).exists()


@pytest.mark.parametrize("lack", ["ended_at", "confirmed_at", "ends_date", "kind"])
def test_an_agreement_that_is_not_in_force_is_none(cast: Cast, lack: str) -> None:
    today = timezone.localdate()
    changes = {
        "ended_at": {"ended_at": timezone.now()},
        "confirmed_at": {"confirmed_at": None},
        "ends_date": {"ends_date": today - timedelta(days=1)},
        "kind": {"kind": Agreement.Kind.NDA},
    }
    agreed = Agreement.objects.filter(kind=Agreement.Kind.HANDLING, first=cast.world.organizations["hokuryo"])
    assert agreed.update(**changes[lack]) == 1

    assert answers(cast, warning(cast))["hokuryo"] is DirectAnswer.NO_AGREEMENT


def test_only_an_own_warning_of_the_center_goes_directly_and_only_with_a_reason(cast: Cast) -> None:
    mild, edition = warning(cast, importance="caution"), warning(cast)
    to = [home(cast, "hokuryo")]

    with acting_as(cast.center), pytest.raises(WarningsOnly):
        warn_directly(cast.center, mild, to=to, reason=REASON)
    with acting_as(cast.center), pytest.raises(InvalidFields):
        warn_directly(cast.center, edition, to=to, reason=" ")
    with acting_as(cast.ministry), pytest.raises(NotTheCenter):
        warn_directly(cast.ministry, edition, to=to, reason=REASON)
    with acting_as(cast.center_general), pytest.raises(NotFound):
        warn_directly(cast.center_general, edition, to=to, reason=REASON)


def test_who_holds_it_already_is_not_sent_it_twice(cast: Cast) -> None:
    edition = warning(cast)
    with acting_as(cast.center):
        warn_directly(cast.center, edition, to=[home(cast, "hokuryo")], reason=REASON)

    assert answers(cast, edition)["hokuryo"] is DirectAnswer.HELD


# ---------------------------------------------------------------- the hotline


def opened(cast: Cast, text: str = "そちらの遠隔接続は止まっていますか") -> UUID:
    desk = cast.world.desks["shiomi.csirt"].public_id
    with acting_as(cast.center):
        return open_hotline(cast.center, desk, title="遠隔接続への攻撃", text=text).public_id


def test_both_ends_speak_and_see_what_was_read_when(cast: Cast) -> None:
    line = opened(cast)

    with acting_as(cast.electric):
        assert hotline(cast.electric, line).unheard == 1
        assert hear(cast.electric, line) == 1
        assert hear(cast.electric, line) == 0
        say(cast.electric, line, "止めました")
    with acting_as(cast.center):
        shown = hotline(cast.center, line)

    assert [one.text for one in shown.lines] == ["そちらの遠隔接続は止まっていますか", "止めました"]
    assert shown.lines[0].heard_at is not None
    assert shown.unheard == 1


def test_the_notice_says_that_somebody_speaks_and_never_what(cast: Cast) -> None:
    opened(cast)

    with acting_as(cast.electric):
        (notice,) = Notice.objects.filter(link="/hotlines/")
    assert notice.edition_id is None
    assert notice.desk_id == cast.electric.desk_id


def test_closed_it_stays_readable_and_nobody_speaks_on_it(cast: Cast) -> None:
    line = opened(cast)
    with acting_as(cast.electric), pytest.raises(NotTheCenter):
        close_hotline(cast.electric, line)
    with acting_as(cast.center):
        close_hotline(cast.center, line)

    with acting_as(cast.electric):
        with pytest.raises(HotlineClosed):
            say(cast.electric, line, "まだ続いています")
        assert hotline(cast.electric, line).lines


def test_only_the_center_opens_one_and_only_to_operators(cast: Cast) -> None:
    bank = cast.world.desks["aoshio.csirt"].public_id
    liaison = cast.world.desks["meti.electricity"].public_id

    with acting_as(cast.electric), pytest.raises(NotTheCenter):
        open_hotline(cast.electric, bank, title="x")
    with acting_as(cast.center), pytest.raises(InvalidFields) as refused:
        open_hotline(cast.center, liaison, title="x")
    assert refused.value.fields == {"desk": [HotlineNeedsOperator.code]}


@pytest.mark.parametrize(
    "stranger", ["neighbor", "ministry", "center_general", "bank", "platform", "electric_colleague", "contractor"]
)
def test_nobody_else_hears_a_hotline(cast: Cast, stranger: str) -> None:
    line, viewer = opened(cast), getattr(cast, stranger)

    with acting_as(viewer):
        assert hotlines(viewer) == []
        for deed in (lambda: hotline(viewer, line), lambda: say(viewer, line, "x"), lambda: hear(viewer, line)):
            with pytest.raises(NotFound):
                deed()
        with connection.cursor() as cursor:
            for table in (Hotline, Line, Heard):
                cursor.execute(f"select count(*) from {table._meta.db_table}")  # noqa: S608 - names of our own tables
                assert cursor.fetchone()[0] == 0


# ---------------------------------------------------------------- the mode of a disaster


def proposed(cast: Cast, *sectors: str) -> UUID:
    with acting_as(cast.center):
        ends = timezone.now() + timedelta(days=2)
        made = propose_mode(
            cast.center,
            EmergencyKind.DISASTER,
            reason="地震により広い範囲で停電",
            sectors=sectors or ("electricity",),
            ends_at=ends,
        )
        return made.public_id


def switched_on(cast: Cast) -> UUID:
    made, second = proposed(cast), second_person(cast.center)
    with acting_as(second):
        confirm_mode(second, made)
    return made


def seen(viewer: Viewer) -> int:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return len(in_force(fresh))


def test_two_persons_switch_it_on_and_all_concerned_see_it(cast: Cast) -> None:
    made = proposed(cast)
    assert seen(cast.center) == seen(cast.ministry) == 0
    with acting_as(cast.center), pytest.raises(AnotherConfirms):
        confirm_mode(cast.center, made)

    second = second_person(cast.center)
    with acting_as(second):
        confirm_mode(second, made)

    assert [seen(each) for each in (cast.center, cast.ministry, cast.police, cast.secretariat)] == [1, 1, 1, 1]
    assert [seen(each) for each in (cast.bank, cast.bank_secretariat, cast.bank_ministry, cast.platform)] == [
        0,
        0,
        0,
        0,
    ]


def test_a_proposal_is_the_desks_own(cast: Cast) -> None:
    proposed(cast)

    for viewer in (cast.ministry, cast.police, cast.electric):
        with acting_as(viewer):
            assert modes(viewer) == []
            assert not Mode.objects.exists()


def test_back_to_normal_it_is_shown_nowhere_and_the_record_stays(cast: Cast) -> None:
    made = switched_on(cast)

    with acting_as(cast.center):
        end_mode(cast.center, made)
        with pytest.raises(ModeOver):
            end_mode(cast.center, made)

    assert seen(cast.ministry) == 0
    with acting_as(cast.ministry):
        assert [one.reason for one in modes(cast.ministry)] == ["地震により広い範囲で停電"]


def test_it_ends_by_itself(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    switched_on(cast)
    later = timezone.now() + timedelta(days=3)

    monkeypatch.setattr("noroshi.emergency.modes.timezone.now", lambda: later)

    assert seen(cast.ministry) == 0


def test_an_end_within_a_month_a_reason_and_a_sector_are_needed(cast: Cast) -> None:
    with acting_as(cast.center), pytest.raises(InvalidFields) as refused:
        propose_mode(
            cast.center,
            EmergencyKind.TERRORISM,
            reason="",
            sectors=("nowhere",),
            ends_at=timezone.now() + timedelta(days=90),
        )
    assert refused.value.fields.keys() == {"reason", "sectors", "ends_at"}
    with acting_as(cast.ministry), pytest.raises(NotTheCenter):
        propose_mode(
            cast.ministry,
            EmergencyKind.TERRORISM,
            reason="x",
            sectors=("electricity",),
            ends_at=timezone.now() + timedelta(days=1),
        )


def told_by_ministry(cast: Cast, tlp: str) -> UUID:
    edition = reported(cast.electric, "direct_report", tlp=tlp)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, edition)
    return edition


def test_ministries_that_the_color_lets_in_are_suggested_and_passed_to_by_hand(cast: Cast) -> None:
    switched_on(cast)
    edition = told_by_ministry(cast, "green")
    assert not reads(cast.police, edition)

    with acting_as(cast.center):
        _mode, offered = suggested(cast.center, edition)
        assert "npa" in {one.handle for one in offered}
        pass_to_suggested(cast.center, edition, [home(cast, "npa")])

    assert reads(cast.police, edition)


def test_the_ceiling_stays_what_it_is(cast: Cast) -> None:
    switched_on(cast)
    edition = told_by_ministry(cast, "amber")

    with acting_as(cast.center):
        assert suggested(cast.center, edition)[1] == []
        with pytest.raises(NotSuggested):
            pass_to_suggested(cast.center, edition, [home(cast, "npa")])
    assert not reads(cast.police, edition)


def test_without_a_mode_nothing_is_suggested(cast: Cast) -> None:
    edition = told_by_ministry(cast, "green")

    with acting_as(cast.center), pytest.raises(NoEmergencyNow):
        pass_to_suggested(cast.center, edition, [home(cast, "npa")])
    with acting_as(cast.bank), pytest.raises(NotFound):
        suggested(cast.bank, edition)


# ---------------------------------------------------------------- between council and plan


def noted(cast: Cast, state: IncidentState = IncidentState.UNEASE, *, lowered: bool = False) -> UUID:
    with acting_as(cast.electric):
        made = begin_situation(
            cast.electric, title="画面の反応が遅い", facts="今朝から続く", state=state, is_level_lowered=lowered
        )
        return made.public_id


def advice(cast: Cast, one: UUID) -> tuple[Advice, ...]:
    with acting_as(cast.electric):
        return situation(cast.electric, one).advice


def test_the_two_flags_stand_apart_and_suggest_a_desk_each(cast: Cast) -> None:
    assert advice(cast, noted(cast, IncidentState.NORMAL)) == (Advice.OWN,)
    assert advice(cast, noted(cast)) == (Advice.COUNCIL,)
    assert advice(cast, noted(cast, IncidentState.NORMAL, lowered=True)) == (Advice.PLAN,)
    assert advice(cast, noted(cast, IncidentState.INCIDENT, lowered=True)) == (Advice.PLAN, Advice.COUNCIL)


def test_facts_go_over_to_a_report_by_the_operators_act_and_nothing_is_sent(cast: Cast) -> None:
    one = noted(cast, lowered=True)

    with acting_as(cast.electric):
        begun = carry_over(cast.electric, one)
        assert situation(cast.electric, one).draft == begun.public_id

    assert begun.written.typed["summary"] == "画面の反応が遅い\n今朝から続く"
    assert begun.state == "open"


def test_who_saves_second_is_told(cast: Cast) -> None:
    one = noted(cast)
    change = {"title": "x", "facts": "", "state": IncidentState.INCIDENT, "is_level_lowered": False}
    with acting_as(cast.electric):
        change_situation(cast.electric, one, version=1, **change)

        with pytest.raises(ChangedMeanwhile):
            change_situation(cast.electric, one, version=1, **change)


@pytest.mark.parametrize(
    "stranger", ["neighbor", "secretariat", "ministry", "center", "electric_colleague", "platform"]
)
def test_what_happens_at_home_is_the_desks_own(cast: Cast, stranger: str) -> None:
    one, viewer = noted(cast), getattr(cast, stranger)

    with acting_as(viewer):
        assert situations(viewer) == []
        assert not Situation.objects.exists()
        with pytest.raises(NotFound):
            situation(viewer, one)
        with pytest.raises(NotFound):
            carry_over(viewer, one)


def test_the_guide_is_for_operators(cast: Cast) -> None:
    with acting_as(cast.ministry), pytest.raises(OperatorsOnly):
        begin_situation(cast.ministry, title="x", state=IncidentState.UNEASE)
