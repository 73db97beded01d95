"""Incident sheets: from desk to desk, to organizations, to a community; never further, and nobody learns who else received one."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from noroshi.advisories.confirming import Confirmed, send_draft
from noroshi.advisories.foretelling import look
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.actions.groups import add_to_group, remove_from_group
from noroshi.directory.models import Desk
from noroshi.drafting.actions import save
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.editions.actions import hop, resolve_source
from noroshi.editions.errors import NobodyInRange, NotACarrier
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by, receipts_readable_by
from noroshi.editions.tickets import set_ticket, weigh
from noroshi.editions.wishes import parties
from noroshi.reports.errors import LeakFound
from noroshi.sheets.actions import begin_next_sheet, begin_sheet
from noroshi.sheets.errors import NotForSheets
from noroshi.vocabulary import HopKind, Importance
from noroshi.vocabulary.errors import InvalidFields, NotFound
from tests.cast import Cast
from tests.drafted import reported

TITLE = "遠隔保守端末を狙う不審な通信と対策"


def named(cast: Cast, *handles: str) -> list[str]:
    """Parties as the doors write them: `desk:shiomi.csirt`, `organization:aoshio`, `group:tomoshibi`."""
    rows: dict[str, Any] = {
        "desk": cast.world.desks,
        "organization": cast.world.organizations,
        "group": cast.world.groups,
    }
    split = (handle.partition(":") for handle in handles)
    return [f"{naming}:{rows[naming][which].public_id}" for naming, _colon, which in split]


def written(by: Viewer, draft: DraftShown, tlp: str, to: list[str], **typed: Any) -> DraftShown:
    before = draft.written
    wish = {**before.wish, "tlp": tlp, "destinations": to}
    return save(by, draft.public_id, Written({**before.typed, **typed}, before.marks, wish), version=draft.version)


def shared(by: Viewer, tlp: str, to: list[str], source: uuid.UUID | None = None, **typed: Any) -> uuid.UUID:
    with acting_as(by):
        begun = begin_sheet(by, source)
        words = {"title": TITLE, "measures": "保守用の口を閉じる。", **typed}
        draft = written(by, begun, tlp, to, **words)
        return send_draft(by, draft.public_id, version=draft.version, confirmed=Confirmed())


def seen(by: Viewer, sheet: uuid.UUID) -> bool:
    with acting_as(by):
        listed = {line.public_id for line in editions_readable_by(by, Wanted(kinds=("sheet",)))}
        try:
            edition_readable_by(by, sheet)
        except NotFound:
            assert sheet not in listed
            return False
        assert sheet in listed
        return True


def test_a_red_sheet_is_for_the_named_desks_alone(cast: Cast) -> None:
    sheet = shared(cast.electric, "red", named(cast, "desk:hokuryo.csirt"))

    assert seen(cast.neighbor, sheet)
    for stranger in (cast.bank, cast.secretariat, cast.ministry, cast.center, cast.isac, cast.hub, cast.police):
        assert not seen(stranger, sheet)


def test_an_amber_sheet_crosses_sectors_to_the_named_organizations_alone(cast: Cast) -> None:
    sheet = shared(cast.electric, "amber", named(cast, "organization:aoshio"))

    assert seen(cast.bank, sheet)
    for stranger in (cast.neighbor, cast.ministry, cast.bank_ministry, cast.center, cast.isac, cast.hub):
        assert not seen(stranger, sheet)


def test_in_amber_who_does_not_need_to_know_reads_nothing(cast: Cast) -> None:
    sheet = shared(cast.neighbor, "amber", named(cast, "organization:shiomi"))

    assert seen(cast.electric, sheet)
    assert not seen(cast.electric_colleague, sheet)


def test_green_to_an_isac_may_be_passed_on_to_its_members_and_no_further(cast: Cast) -> None:
    sheet = shared(cast.electric, "green", named(cast, "organization:tomoshibi-isac"))

    assert seen(cast.isac, sheet)
    assert not seen(cast.neighbor, sheet)

    with acting_as(cast.isac):
        hop(cast.isac, sheet, kind=HopKind.RELAY, to=parties(cast.isac, named(cast, "group:tomoshibi")))
    assert seen(cast.neighbor, sheet)
    assert not seen(cast.bank, sheet)
    with acting_as(cast.isac), pytest.raises(NobodyInRange):
        hop(cast.isac, sheet, kind=HopKind.RELAY, to=parties(cast.isac, named(cast, "organization:aoshio")))


def given_to_the_community(cast: Cast) -> uuid.UUID:
    """By the member to the ISAC, by the ISAC to its group."""
    sheet = shared(cast.electric, "green", named(cast, "organization:tomoshibi-isac"))
    with acting_as(cast.isac):
        hop(cast.isac, sheet, kind=HopKind.RELAY, to=parties(cast.isac, named(cast, "group:tomoshibi")))
    return sheet


def seat_in_tomoshibi(cast: Cast, who: Viewer, deed: Callable[..., object]) -> None:
    desk = Desk.objects.get(pk=who.desk_id).public_id
    with acting_as(cast.isac):
        deed(actor=cast.isac.seat, group=cast.world.groups["tomoshibi"].public_id, desk=desk)


@pytest.mark.django_db
def test_who_joins_a_community_reads_what_was_given_to_it_and_nothing_that_was_given_to_its_members(cast: Cast) -> None:
    """A community is who is in it today, like every range (docs/decisions/0036)."""
    given = given_to_the_community(cast)
    kept = shared(cast.electric, "green", named(cast, "organization:tomoshibi-isac"))
    theirs = [
        shared(cast.electric, tlp, named(cast, "desk:hokuryo.csirt", "desk:tomoshibi-isac.moderator"))
        for tlp in ("red", "amber")
    ]
    for stranger in (cast.police, cast.bank):
        assert not seen(stranger, given)

    seat_in_tomoshibi(cast, cast.police, add_to_group)

    newcomer = Viewer(cast.police.seat)
    assert seen(newcomer, given)
    assert not any(seen(newcomer, sheet) for sheet in (kept, *theirs))
    with acting_as(newcomer):
        assert not any(one.to for one in receipts_readable_by(newcomer, given))
    assert not seen(Viewer(cast.bank.seat), given)


@pytest.mark.django_db
def test_who_leaves_a_community_reads_its_sheets_no_longer(cast: Cast) -> None:
    given = given_to_the_community(cast)
    assert seen(cast.neighbor, given)

    seat_in_tomoshibi(cast, cast.neighbor, remove_from_group)

    assert not seen(Viewer(cast.neighbor.seat), given)
    assert not seen(Viewer(cast.neighbor.seat), given_to_the_community(cast))
    assert seen(cast.isac, given)


def test_what_is_red_or_amber_an_isac_cannot_pass_to_its_members(cast: Cast) -> None:
    for tlp in ("red", "amber"):
        sheet = shared(cast.electric, tlp, named(cast, "desk:tomoshibi-isac.moderator"))

        with acting_as(cast.isac), pytest.raises(NobodyInRange):
            hop(cast.isac, sheet, kind=HopKind.RELAY, to=parties(cast.isac, named(cast, "organization:hokuryo")))
        assert not seen(cast.neighbor, sheet)


def test_a_recipient_that_carries_for_nobody_passes_on_in_its_own_house_only(cast: Cast) -> None:
    sheet = shared(cast.electric, "green", named(cast, "organization:hokuryo", "organization:aoshio"))

    with acting_as(cast.bank), pytest.raises(NotACarrier):
        hop(cast.bank, sheet, kind=HopKind.RELAY, to=parties(cast.bank, named(cast, "organization:hokuryo")))


def test_recipients_do_not_learn_of_each_other(cast: Cast) -> None:
    sheet = shared(cast.electric, "amber", named(cast, "organization:aoshio", "organization:hokuryo"))

    with acting_as(cast.bank):
        receipts = receipts_readable_by(cast.bank, sheet)
        content = edition_readable_by(cast.bank, sheet).content
    assert [one.to for one in receipts] == [()]
    assert "北稜" not in str(content)
    assert str(cast.world.organizations["hokuryo"].public_id) not in str(content)


def test_a_receivers_importance_and_number_stay_at_its_desk(cast: Cast) -> None:
    sheet = shared(cast.electric, "amber", named(cast, "organization:aoshio"), importance="caution")

    with acting_as(cast.bank):
        weigh(cast.bank, sheet, Importance.WARNING)
        set_ticket(cast.bank, sheet, "AB-17")
        own = next(line for line in editions_readable_by(cast.bank, Wanted()) if line.public_id == sheet)
    with acting_as(cast.electric):
        senders = edition_readable_by(cast.electric, sheet)

    assert (own.importance, own.own_importance, own.ticket) == (Importance.CAUTION, Importance.WARNING, "AB-17")
    assert (senders.importance, senders.own_importance, senders.ticket) == (Importance.CAUTION, None, "")


def test_the_next_report_goes_to_the_same_recipients_and_is_numbered(cast: Cast) -> None:
    first = shared(cast.electric, "amber", named(cast, "organization:aoshio"))
    with acting_as(cast.electric):
        begun = begin_next_sheet(cast.electric, first)
        assert begun.written.typed["title"] == TITLE
        draft = save(
            cast.electric,
            begun.public_id,
            Written({**begun.written.typed, "measures": "修正版を入れる。"}, begun.written.marks, begun.written.wish),
            version=begun.version,
        )
        second = send_draft(cast.electric, draft.public_id, version=draft.version, confirmed=Confirmed())

    with acting_as(cast.bank):
        reading = edition_readable_by(cast.bank, second)
    assert (reading.number, reading.content["measures"]) == (2, "修正版を入れる。")
    assert not seen(cast.neighbor, second)


def test_an_isacs_own_sheet_made_from_a_members_goes_no_further_than_the_members(cast: Cast) -> None:
    """One community is named by the member: the hub, which is not, gets nothing even when the ISAC names it."""
    source = shared(cast.electric, "green", named(cast, "organization:tomoshibi-isac"))

    own = shared(cast.isac, "green", named(cast, "group:tomoshibi", "organization:miotsukushi"), source)

    assert seen(cast.neighbor, own)
    assert not seen(cast.hub, own)
    assert not seen(cast.bank, own)


def test_a_sheet_made_from_an_own_report_is_bound_by_nothing_but_its_own_marking(cast: Cast) -> None:
    report = reported(cast.electric, tlp="red")

    sheet = shared(cast.electric, "amber", named(cast, "organization:aoshio"), report)

    with acting_as(cast.bank):
        content = edition_readable_by(cast.bank, sheet).content
    assert "operator_name" not in content
    assert not seen(cast.ministry, sheet)


def test_naming_an_isac_in_green_means_its_members_though_the_writer_is_not_told_who_they_are(cast: Cast) -> None:
    with acting_as(cast.hub):
        draft = written(
            cast.hub, begin_sheet(cast.hub), "green", named(cast, "organization:tomoshibi-isac"), title=TITLE
        )
        reach = look(cast.hub, draft.public_id).foretold.reach
        sheet = send_draft(cast.hub, draft.public_id, version=draft.version, confirmed=Confirmed())

    assert reach is not None
    assert "潮見" not in str(reach)
    own = shared(cast.isac, "green", named(cast, "group:tomoshibi"), sheet)
    assert seen(cast.electric, own)
    assert not seen(cast.bank, own)


def test_it_is_foretold_whom_it_reaches(cast: Cast) -> None:
    with acting_as(cast.electric):
        draft = written(cast.electric, begin_sheet(cast.electric), "green", named(cast, "organization:tomoshibi-isac"))
        looked = look(cast.electric, draft.public_id)

    assert [one.name_ja for one in looked.destinations] == ["灯火エネルギーISAC"]
    assert looked.foretold.reach is not None
    assert looked.missing == ("title",)


def test_nobody_named_is_refused_and_so_is_a_whole_kind(cast: Cast) -> None:
    for to in ([], ["kind:operator"], ["everyone_in_range"]):
        with pytest.raises(InvalidFields) as refused:
            shared(cast.electric, "green", to)
        assert "destinations" in refused.value.fields


def test_ministries_and_the_center_write_no_sheets(cast: Cast) -> None:
    for government in (cast.ministry, cast.center, cast.police):
        with acting_as(government), pytest.raises(NotForSheets):
            begin_sheet(government)


def test_what_one_may_not_read_is_nothing_to_begin_from(cast: Cast) -> None:
    sheet = shared(cast.electric, "red", named(cast, "desk:hokuryo.csirt"))

    with acting_as(cast.bank), pytest.raises(NotFound):
        begin_sheet(cast.bank, sheet)
    with acting_as(cast.bank), pytest.raises(NotFound):
        begin_next_sheet(cast.bank, sheet)


def test_a_nameless_sheet_still_naming_its_source_does_not_leave(cast: Cast) -> None:
    source = shared(
        cast.electric, "green", named(cast, "organization:tomoshibi-isac"), what_happened="汐見電力の端末が感染した。"
    )

    with acting_as(cast.isac):
        begun = begin_sheet(cast.isac, source, nameless=True)
        draft = written(cast.isac, begun, "green", named(cast, "group:tomoshibi"))
        with pytest.raises(LeakFound):
            send_draft(cast.isac, draft.public_id, version=draft.version, confirmed=Confirmed())
        clean = written(cast.isac, draft, "green", named(cast, "group:tomoshibi"), what_happened="端末が感染した。")
        sheet = send_draft(cast.isac, clean.public_id, version=clean.version, confirmed=Confirmed())

    assert seen(cast.neighbor, sheet)
    assert not seen(cast.bank, sheet)


def nameless(cast: Cast, source: uuid.UUID, **typed: Any) -> uuid.UUID:
    with acting_as(cast.isac):
        begun = begin_sheet(cast.isac, source, nameless=True)
        draft = written(cast.isac, begun, "green", named(cast, "group:tomoshibi"), **typed)
        return send_draft(cast.isac, draft.public_id, version=draft.version, confirmed=Confirmed())


def test_a_further_sheet_from_an_own_nameless_one_stays_bound_by_the_members(cast: Cast) -> None:
    source = shared(
        cast.electric, "green", named(cast, "organization:tomoshibi-isac"), what_happened="端末が感染した。"
    )
    first = nameless(cast, source)

    further = shared(cast.isac, "green", named(cast, "group:tomoshibi", "organization:aoshio"), first)

    assert seen(cast.neighbor, further)
    assert not seen(cast.bank, further)
    with acting_as(cast.isac):
        assert resolve_source(cast.isac, further) == [source], "a recall reaches it by this link"


def test_a_further_sheet_from_an_own_nameless_one_is_looked_through(cast: Cast) -> None:
    source = shared(
        cast.electric, "green", named(cast, "organization:tomoshibi-isac"), what_happened="端末が感染した。"
    )
    first = nameless(cast, source)

    with pytest.raises(LeakFound):
        shared(cast.isac, "green", named(cast, "group:tomoshibi"), first, what_happened="汐見電力の端末が感染した。")


def test_the_next_report_of_a_nameless_sheet_is_looked_through_and_leaves_when_it_names_nobody(cast: Cast) -> None:
    source = shared(
        cast.electric, "green", named(cast, "organization:tomoshibi-isac"), what_happened="端末が感染した。"
    )
    first = nameless(cast, source)

    with acting_as(cast.isac):
        to = named(cast, "group:tomoshibi")
        begun = begin_next_sheet(cast.isac, first)
        naming = written(cast.isac, begun, "green", to, what_happened="汐見電力の端末が感染した。続報。")
        with pytest.raises(LeakFound):
            send_draft(cast.isac, naming.public_id, version=naming.version, confirmed=Confirmed())
        clean = written(cast.isac, naming, "green", to, what_happened="端末が感染した。続報。")
        second = send_draft(cast.isac, clean.public_id, version=clean.version, confirmed=Confirmed())

    with acting_as(cast.neighbor):
        assert edition_readable_by(cast.neighbor, second).number == 2
    assert not seen(cast.bank, second)


def test_the_next_report_of_a_sheet_that_says_openly_whose_it_was_may_say_it_again(cast: Cast) -> None:
    source = shared(cast.electric, "green", named(cast, "organization:tomoshibi-isac"))
    first = shared(cast.isac, "green", named(cast, "group:tomoshibi"), source, what_happened="汐見電力から。")

    with acting_as(cast.isac):
        begun = begin_next_sheet(cast.isac, first)
        to = named(cast, "group:tomoshibi", "organization:aoshio")
        draft = written(cast.isac, begun, "green", to, what_happened="汐見電力から、続報。")
        second = send_draft(cast.isac, draft.public_id, version=draft.version, confirmed=Confirmed())

    assert seen(cast.neighbor, second)
    assert not seen(cast.bank, second)
