"""Technical help: asked of an ISAC or a hub, answered to the asker alone, passed on with consent; the roster stays inside."""

import uuid
from dataclasses import replace
from typing import Any

import pytest

from noroshi.advisories.confirming import Confirmed, send_draft
from noroshi.audiences.actions import definition_of
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Desk, Person
from noroshi.editions.actions import mark_again, recall
from noroshi.editions.actions.marking import current_marking
from noroshi.editions.models import Edition
from noroshi.helping.actions import Asked, ask_help, end_expert, make_move, pass_on_help, take_care, write_expert
from noroshi.helping.actions.move import Words
from noroshi.helping.errors import ConsentMissing, NamesTheAsker, NotAHelper, NotNow, NotOnTheRoster, OnlyOwnItems
from noroshi.helping.experts import roster
from noroshi.helping.models import HelpExtract, HelpRequest
from noroshi.helping.queries import asked_by_here, asked_of_here, help_request, helpers
from noroshi.helping.showing import showable
from noroshi.sheets.actions import begin_sheet
from noroshi.vocabulary import HelpField, HelpMove, HelpState, Importance, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import TextMissing
from tests.cast import Cast
from tests.drafted import SUMMARY, reported
from tests.rooms.test_sheets import named, shared, written

TITLE = "難読化された実行ファイルの解析"
WORDS = "会員の端末で見つかった実行ファイルの働きを知りたい。"


def desk_of(viewer: Viewer) -> uuid.UUID:
    return Desk.objects.get(pk=viewer.desk_id).public_id


def person_of(viewer: Viewer) -> uuid.UUID:
    return Person.objects.get(pk=viewer.seat.person_id).public_id


def asked(
    by: Viewer, to: Viewer, *, consent: bool = False, about: uuid.UUID | None = None, shows: tuple[str, ...] = ()
) -> uuid.UUID:
    said = Asked(TITLE, "端末で見つけた実行ファイルの働きを知りたい。", [HelpField.MALWARE], about, shows, consent)
    with acting_as(by):
        return ask_help(by, desk_of(to), said).public_id


def moved(by: Viewer, request: uuid.UUID, move: HelpMove, text: str = "", **more: object) -> None:
    with acting_as(by):
        make_move(by, request, move, Words(text, **more))  # type: ignore[arg-type]  # a test's own words


def passed_on(by: Viewer, request: uuid.UUID, to: Viewer, *, title: str = TITLE, text: str = WORDS) -> uuid.UUID:
    """In the caller's transaction."""
    return pass_on_help(by, request, desk_of(to), title=title, text=text).public_id


def seen(by: Viewer, request: uuid.UUID) -> bool:
    with acting_as(by):
        listed = {one.public_id for one in (*asked_of_here(by), *asked_by_here(by))}
        try:
            help_request(by, request)
        except NotFound:
            assert request not in listed
            return False
        return request in listed


def test_it_goes_from_asked_to_taken_to_answered_to_closed(cast: Cast) -> None:
    request = asked(cast.electric, cast.isac)

    moved(cast.isac, request, HelpMove.TAKE)
    moved(
        cast.isac,
        request,
        HelpMove.ANSWER,
        "情報を盗む働きがある。",
        identifiers="Win32/Kirisame",
        importance=Importance.WARNING,
    )
    moved(cast.electric, request, HelpMove.CLOSE)

    with acting_as(cast.electric):
        shown = help_request(cast.electric, request)
    assert shown.state is HelpState.CLOSED
    assert [step.move for step in shown.steps] == [HelpMove.TAKE, HelpMove.ANSWER, HelpMove.CLOSE]
    assert (shown.steps[1].identifiers, shown.steps[1].importance) == ("Win32/Kirisame", Importance.WARNING)
    assert shown.taken_after is not None
    assert shown.answered_after is not None
    assert shown.taken_after <= shown.answered_after


def test_nobody_but_the_two_desks_reads_it(cast: Cast) -> None:
    request = asked(cast.electric, cast.isac)
    moved(cast.isac, request, HelpMove.ANSWER, "解析した。")

    assert seen(cast.electric, request)
    assert seen(cast.isac, request)
    strangers = (cast.neighbor, cast.bank, cast.hub, cast.ministry, cast.center, cast.secretariat, cast.platform)
    for stranger in (*strangers, cast.contractor, cast.electric_executive):
        assert not seen(stranger, request)


def test_a_stranger_moves_nothing_and_each_side_does_its_own_part(cast: Cast) -> None:
    request = asked(cast.electric, cast.isac)

    with pytest.raises(NotFound):
        moved(cast.bank, request, HelpMove.TAKE)
    with pytest.raises(NotNow):
        moved(cast.electric, request, HelpMove.ANSWER, "自分で答える。")
    with pytest.raises(NotNow):
        moved(cast.isac, request, HelpMove.CLOSE)
    moved(cast.electric, request, HelpMove.WITHDRAW)
    with pytest.raises(NotNow):
        moved(cast.isac, request, HelpMove.TAKE)


def test_only_an_isac_or_a_hub_is_asked(cast: Cast) -> None:
    with acting_as(cast.electric):
        offered = {desk.pk for desk in helpers(cast.electric)}
    assert {cast.isac.desk_id, cast.hub.desk_id} <= offered
    assert cast.center.desk_id not in offered
    with pytest.raises(NotAHelper):
        asked(cast.electric, cast.center)


def test_only_the_chosen_fields_of_an_own_item_are_shown(cast: Cast) -> None:
    report = reported(cast.electric, tlp="amber", systems="変電所の監視制御システム")

    request = asked(cast.electric, cast.isac, about=report, shows=("summary",))

    with acting_as(cast.electric):
        assert {one.id for one in showable(cast.electric, report)} >= {"summary", "systems"}
        assert help_request(cast.electric, request).about == report
    with acting_as(cast.isac):
        shown = help_request(cast.isac, request)
    assert shown.shown == {"summary": SUMMARY}
    assert shown.about is None


def test_who_may_not_read_the_item_does_not_read_what_is_shown_of_it(cast: Cast) -> None:
    report = reported(cast.electric, tlp="amber")

    request = asked(cast.electric, cast.isac, about=report, shows=("summary",))

    assert seen(cast.electric, request)
    assert not seen(cast.electric_colleague, request)


def shown_to(by: Viewer, request: uuid.UUID) -> dict[str, str]:
    with acting_as(by):
        return dict(help_request(by, request).shown)


def kept_for(by: Viewer, request: uuid.UUID) -> bool:
    """Past the first lock: what the database itself lets this viewer read."""
    with acting_as(by):
        return HelpExtract.objects.filter(request=request).exists()


def marked(by: Viewer, report: uuid.UUID, **changes: Any) -> None:
    with acting_as(by):
        edition = Edition.objects.get(public_id=report)
        number = edition.marking_number
        mark_again(by, report, replace(current_marking(edition), **changes), read_number=number, reason="狭めるため")


def test_what_was_shown_goes_when_the_item_is_recalled(cast: Cast) -> None:
    report = reported(cast.electric, "direct_report", tlp="green")
    request = asked(cast.electric, cast.isac, about=report, shows=("summary",))
    assert shown_to(cast.isac, request) == {"summary": SUMMARY}
    assert kept_for(cast.isac, request)
    assert not kept_for(cast.hub, request)

    with acting_as(cast.electric):
        recall(cast.electric, report, read_number=1, reason="誤り")

    for reader in (cast.isac, cast.electric):
        assert shown_to(reader, request) == {}
        assert not kept_for(reader, request)


def test_what_was_shown_goes_when_the_item_is_marked_again_and_may_be_shown_anew(cast: Cast) -> None:
    report = reported(cast.electric, "direct_report", tlp="green")
    request = asked(cast.electric, cast.isac, about=report, shows=("summary",))

    marked(cast.electric, report, tlp=Tlp.AMBER)
    again = asked(cast.electric, cast.isac, about=report, shows=("summary",))

    assert shown_to(cast.isac, request) == {}
    assert shown_to(cast.isac, again) == {"summary": SUMMARY}


def test_what_was_shown_stays_while_another_item_is_recalled(cast: Cast) -> None:
    report, other = (reported(cast.electric, "direct_report", tlp="green") for _ in range(2))
    request = asked(cast.electric, cast.isac, about=report, shows=("summary",))

    with acting_as(cast.electric):
        recall(cast.electric, other, read_number=1, reason="誤り")

    assert shown_to(cast.isac, request) == {"summary": SUMMARY}


def test_what_was_shown_goes_when_the_request_is_taken_back(cast: Cast) -> None:
    report = reported(cast.electric, tlp="amber")
    request = asked(cast.electric, cast.isac, about=report, shows=("summary",))

    moved(cast.electric, request, HelpMove.WITHDRAW)

    assert shown_to(cast.isac, request) == {}
    assert not kept_for(cast.isac, request)


def test_a_colleague_who_may_not_read_the_item_does_not_learn_which_it_is(cast: Cast) -> None:
    report = reported(cast.electric, tlp="amber")
    request = asked(cast.electric, cast.isac, about=report)

    with acting_as(cast.electric):
        assert help_request(cast.electric, request).about == report
    with acting_as(cast.electric_colleague):
        assert help_request(cast.electric_colleague, request).about is None


def test_what_others_wrote_is_not_shown(cast: Cast) -> None:
    report = reported(cast.electric, tlp="amber")

    with acting_as(cast.secretariat), pytest.raises((OnlyOwnItems, NotFound)):
        ask_help(cast.secretariat, desk_of(cast.isac), Asked(TITLE, "見てほしい。", about=report, shows=["summary"]))
    with acting_as(cast.bank), pytest.raises(NotFound):
        showable(cast.bank, report)


def test_what_was_made_of_words_of_others_is_not_shown(cast: Cast) -> None:
    source = shared(
        cast.electric, "amber", named(cast, "organization:tomoshibi-isac"), what_happened="端末が感染した。"
    )
    with acting_as(cast.isac):
        begun = begin_sheet(cast.isac, source, nameless=True)
        draft = written(cast.isac, begun, "amber", named(cast, "desk:tomoshibi-isac.moderator"))
        derived = send_draft(cast.isac, draft.public_id, version=draft.version, confirmed=Confirmed())
    own = shared(cast.isac, "green", named(cast, "desk:tomoshibi-isac.moderator"))

    with acting_as(cast.isac), pytest.raises(OnlyOwnItems):
        showable(cast.isac, derived)
    with pytest.raises(OnlyOwnItems):
        asked(cast.isac, cast.hub, about=derived, shows=("what_happened",))
    with acting_as(cast.isac):
        assert "measures" in {one.id for one in showable(cast.isac, own)}


def test_what_is_withheld_in_a_narrower_part_is_not_shown(cast: Cast) -> None:
    wish = {"parts": [{"fields": ["systems"], "tlp": "red"}]}
    report = reported(cast.electric, "direct_report", tlp="green", systems="変電所の監視制御システム", wish=wish)

    request = asked(cast.electric, cast.isac, about=report, shows=("summary", "systems"))

    with acting_as(cast.electric):
        offered = {one.id for one in showable(cast.electric, report)}
    assert "summary" in offered
    assert "systems" not in offered
    for reader in (cast.electric, cast.electric_colleague, cast.isac):
        with acting_as(reader):
            assert help_request(reader, request).shown == {"summary": SUMMARY}


def test_it_is_passed_on_only_with_consent_and_without_saying_who_asked(cast: Cast) -> None:
    request = asked(cast.electric, cast.isac)
    with acting_as(cast.isac), pytest.raises(ConsentMissing):
        passed_on(cast.isac, request, cast.hub)

    moved(cast.isac, request, HelpMove.ASK_CONSENT, "横断的情報共有組織に回してよいですか。")
    moved(cast.electric, request, HelpMove.REFUSE_CONSENT)
    with acting_as(cast.isac), pytest.raises(ConsentMissing):
        passed_on(cast.isac, request, cast.hub)
    moved(cast.isac, request, HelpMove.ASK_CONSENT, "名前は出しません。")
    moved(cast.electric, request, HelpMove.CONSENT)
    with acting_as(cast.isac):
        lower = passed_on(cast.isac, request, cast.hub)
        middle = help_request(cast.isac, request)

    assert middle.below == (lower,)
    with acting_as(cast.hub):
        shown = help_request(cast.hub, lower)
        assert (shown.by_desk.pk, shown.above) == (cast.isac.desk_id, None)
    assert not seen(cast.hub, request)
    assert not seen(cast.electric, lower)


@pytest.mark.parametrize("said", ["汐見電力", "SHIOMI", "{person}", "{mail}"])
def test_words_that_name_the_asker_do_not_go_on(cast: Cast, said: str) -> None:
    request = asked(cast.electric, cast.isac, consent=True)
    desk, person = Desk.objects.get(pk=cast.electric.desk_id), Person.objects.get(pk=cast.electric.seat.person_id)
    words = said.format(person=person.name_ja, mail=desk.email)

    with acting_as(cast.isac):
        for own in ({"title": f"{words}の検体"}, {"text": f"{words} からの依頼。"}):
            with pytest.raises(NamesTheAsker):
                passed_on(cast.isac, request, cast.hub, **own)
        assert help_request(cast.isac, request).below == ()


def test_whoever_passes_it_on_writes_it_themselves(cast: Cast) -> None:
    request = asked(cast.electric, cast.isac, consent=True)

    with acting_as(cast.isac):
        for own in ({"title": ""}, {"text": " "}):
            with pytest.raises(TextMissing):
                passed_on(cast.isac, request, cast.hub, **own)
        lower = passed_on(cast.isac, request, cast.hub, title="検体の解析")
    with acting_as(cast.hub):
        shown = help_request(cast.hub, lower)
    assert (shown.title, shown.text, shown.shown) == ("検体の解析", WORDS, {})


def test_it_goes_on_as_strict_as_it_came(cast: Cast) -> None:
    report = reported(cast.electric, tlp="amber")
    strict = asked(cast.electric, cast.isac, consent=True, about=report, shows=("summary",))
    plain = asked(cast.electric, cast.isac, consent=True)

    with acting_as(cast.isac):
        kept = [passed_on(cast.isac, upper, cast.hub) for upper in (strict, plain)]
        upper = definition_of(HelpRequest.objects.get(pk=strict).audience_id)
        colors = [definition_of(HelpRequest.objects.get(pk=lower).audience_id) for lower in kept]
    assert upper is not None
    assert [one.marking.tlp for one in colors if one] == [Tlp.AMBER, Tlp.GREEN]
    assert colors[0] is not None
    assert colors[0].marking.sectors == upper.marking.sectors


def test_consent_given_at_once_needs_no_asking(cast: Cast) -> None:
    request = asked(cast.electric, cast.isac, consent=True)

    with acting_as(cast.isac):
        lower = passed_on(cast.isac, request, cast.hub)
    moved(cast.hub, lower, HelpMove.ANSWER, "解析した。")
    moved(cast.isac, request, HelpMove.ANSWER, "協力先の結果を伝える。")

    with acting_as(cast.electric):
        assert help_request(cast.electric, request).state is HelpState.ANSWERED


def test_the_roster_is_read_inside_the_house_alone_and_counts_what_waits(cast: Cast) -> None:
    request = asked(cast.electric, cast.hub)
    with acting_as(cast.hub):
        expert = write_expert(cast.hub, person_of(cast.hub), [HelpField.MALWARE], "静的解析").public_id
        take_care(cast.hub, request, expert)
        lines = roster(cast.hub)

    assert [(one.fields, one.load) for one in lines] == [((HelpField.MALWARE,), 1)]
    with acting_as(cast.isac):
        assert roster(cast.isac) == []
    for stranger in (cast.electric, cast.center, cast.ministry):
        with acting_as(stranger), pytest.raises(NotAHelper):
            roster(stranger)
    with acting_as(cast.electric):
        assert help_request(cast.electric, request).cares == ()
    with acting_as(cast.isac), pytest.raises(NotFound):
        end_expert(cast.isac, expert)


def test_one_who_is_not_on_the_roster_takes_no_care(cast: Cast) -> None:
    request = asked(cast.electric, cast.hub)

    with acting_as(cast.hub), pytest.raises(NotOnTheRoster):
        take_care(cast.hub, request, uuid.uuid4())
    with acting_as(cast.hub), pytest.raises(NotFound):
        write_expert(cast.hub, person_of(cast.electric), [HelpField.MALWARE])
