"""Before a draft leaves: recipients confirmed by name, colors in the text that contradict, what was posted already, and to whom."""

import pytest

from noroshi.advisories.confirming import (
    Confirmed,
    RecipientsDiffer,
    RecipientsNotConfirmed,
    WordsContradictMarking,
    recipients,
    same_content,
    send_draft,
)
from noroshi.advisories.foretelling import look
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Desk
from noroshi.drafting.sending import filled
from noroshi.reports.actions import begin_follow_up
from noroshi.sharing.marking import PartMarking
from tests.drafted import SUMMARY, draft_report, reported

pytestmark = pytest.mark.django_db
DESCRIBED = f"{SUMMARY}。当該端末を切り離し、ログを保全した。VPN機器の脆弱性の確認を進めている。"


def send(viewer, shown, named=None, checks=()):
    confirmed = Confirmed(None if named is None else frozenset(named), frozenset(checks))
    with acting_as(Viewer(viewer.seat)):
        return send_draft(viewer, shown.public_id, version=shown.version, confirmed=confirmed)


def first_of(viewer, shown):
    with acting_as(Viewer(viewer.seat)):
        return recipients(viewer, shown.row, filled(viewer, shown.row))


def posted(viewer, shown):
    with acting_as(Viewer(viewer.seat)):
        looked = look(viewer, shown.public_id)
        return same_content(viewer, looked.draft, looked.filled)


@pytest.mark.parametrize("tlp", ["red", "amber"])
def test_red_and_amber_go_only_to_whom_the_sender_has_confirmed(cast, tlp):
    shown = draft_report(cast.electric, "direct_report", tlp=tlp)

    with pytest.raises(RecipientsNotConfirmed):
        send(cast.electric, shown, [])
    with pytest.raises(RecipientsDiffer):
        send(cast.electric, shown, [f"desk:{Desk.objects.get(pk=cast.bank.desk_id).public_id}"])

    assert send(cast.electric, shown, first_of(cast.electric, shown))


def test_the_ministry_is_the_one_that_is_named(cast):
    shown = draft_report(cast.electric, "direct_report")

    assert first_of(cast.electric, shown) == {f"desk:{Desk.objects.get(pk=cast.ministry.desk_id).public_id}"}


def test_green_needs_no_name(cast):
    assert send(cast.electric, draft_report(cast.electric, "direct_report", tlp="green"), [])


def test_a_machine_that_was_shown_nobody_names_nobody(cast):
    assert send(cast.electric, draft_report(cast.electric, "direct_report"))


def test_a_stricter_color_in_the_text_is_mended_or_confirmed(cast):
    shown = draft_report(cast.electric, "direct_report", tlp="green", summary=f"{SUMMARY}（TLP:RED）")

    with pytest.raises(WordsContradictMarking) as refused:
        send(cast.electric, shown)

    assert list(refused.value.fields) == ["summary"]
    assert send(cast.electric, shown, checks=["stricter_words"])


def test_a_wider_color_in_the_text_stops_nothing(cast):
    assert send(cast.electric, draft_report(cast.electric, "direct_report", summary=f"{SUMMARY} TLP:CLEAR"))


def test_sent_twice_it_is_the_same_edition(cast):
    shown = draft_report(cast.electric, "direct_report")

    first = send(cast.electric, shown)

    assert send(cast.electric, shown, []) == first


def test_what_tells_the_same_is_shown_with_what_matched(cast):
    first = reported(cast.neighbor, "direct_report", tlp="green", summary=DESCRIBED, systems="203.0.113.9 と通信")
    shown = draft_report(cast.neighbor, "direct_report", summary=DESCRIBED, systems="hxxp://203[.]0[.]113[.]9/a")

    (found,) = posted(cast.neighbor, shown)

    assert found.line.public_id == first
    assert "203.0.113.9" in found.alike.signs
    assert found.alike.share > 0.9


def test_what_the_asker_may_not_read_is_not_like_anything(cast):
    reported(cast.neighbor, "direct_report", tlp="green", summary=DESCRIBED)
    shown = draft_report(cast.electric, "direct_report", summary=DESCRIBED)

    assert posted(cast.electric, shown) == ()


def test_a_field_that_was_kept_back_matches_for_nobody_else(cast):
    content = {"title": "点検の知らせ", "systems": "198.51.100.77 と通信"}
    part = PartMarking(frozenset({"systems"}), readers=frozenset())
    for parts in ((part,), ()):
        edition = cast.report(cast.neighbor, content=content, parts=parts)
        cast.send(cast.neighbor, edition, cast.electric)
        shown = draft_report(cast.electric, "direct_report", summary="別の件", systems="198.51.100.77 から")

        assert bool(posted(cast.electric, shown)) is not bool(parts)


def test_its_own_matter_is_no_other_item(cast):
    first = reported(cast.electric, "direct_report", summary=DESCRIBED)
    with acting_as(Viewer(cast.electric.seat)):
        follow_up = begin_follow_up(cast.electric, first)

    assert posted(cast.electric, follow_up) == ()
