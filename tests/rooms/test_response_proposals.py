"""What could be ordered, and why; the system list as a file; what is said to the sender of an advisory."""

from typing import Any
from uuid import UUID

import pytest

from noroshi.advisories.actions import acknowledge
from noroshi.advisories.actions.acknowledge import latest_of
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Desk
from noroshi.editions.rows import edition_row
from noroshi.response import asset_csv
from noroshi.response.about import EDITION, About, least_reach
from noroshi.response.actions import OrderWish, answer, order
from noroshi.response.actions.playbooks import WHEN, PlaybookWish, retire_playbook, write_playbook
from noroshi.response.actions.saying import say, summary
from noroshi.response.assets import assets_of
from noroshi.response.errors import AssetsUnreadable, HoursUnfit, SummaryNotOurs
from noroshi.response.playbooks import playbooks_of
from noroshi.response.proposals import CASE, PLAYBOOK, TEMPLATE, proposals
from noroshi.response.templates import templates
from noroshi.vocabulary import ActionTaken, OrderReach, OrderState, SightingAnswer, Tlp
from noroshi.vocabulary.errors import InvalidFields, NotFound
from tests.cast import Cast
from tests.drafted import issued

pytestmark = pytest.mark.django_db
LURE = "取引先を装う不審なメールの添付を開いた端末が、203.0.113.77 へ定期的に接続していた。端末は切り離した。"


def desk_of(viewer: Viewer) -> UUID:
    return Desk.objects.get(pk=viewer.desk_id).public_id


def field(cast: Cast) -> Viewer:
    return cast.world.viewer("ashida@shiomi")


def item(cast: Cast, kind: str = "malware", **more: Any) -> About:
    content = {"title": "不審なメール", "event_kind": kind, "causes": ["suspicious_mail"], "summary": LURE, **more}
    return About(EDITION, cast.report(cast.electric, Tlp.GREEN, content).public_id)


def test_every_template_is_whole_and_fits_known_words() -> None:
    assert len({one.id for one in templates()}) == len(templates()) >= 10
    for one in templates():
        assert one.when <= WHEN
        assert all((text.ja, text.en) > ("", "") for text in (one.title, one.what, one.verify))
        assert len(one.title.ja) <= 120
        assert len(one.title.en) <= 120


def test_templates_are_proposed_by_kind_and_cause_with_why(cast: Cast) -> None:
    with acting_as(cast.electric):
        found = proposals(cast.electric, item(cast))

    assert {one.why for one in found} == {TEMPLATE}
    first = found[0]
    assert first.fits == ("malware", "suspicious_mail")
    assert "template:cut_off" in {one.key for one in found}
    assert "template:absorb_flood" not in {one.key for one in found}


def test_an_own_playbook_stands_for_the_template_it_was_copied_from(cast: Cast) -> None:
    wish = PlaybookWish(
        "切り離し（当社の手順）", "配電盤の横の赤いケーブルを抜く", when=["malware"], based_on="cut_off"
    )
    with acting_as(cast.electric):
        made = write_playbook(cast.electric, wish)
        found = proposals(cast.electric, item(cast))
        assert (found[0].why, found[0].title.ja) == (PLAYBOOK, "切り離し（当社の手順）")
        assert "template:cut_off" not in {one.key for one in found}
        write_playbook(cast.electric, PlaybookWish("二訂", "新しい手順", when=["malware"]), made.playbook)
        assert [one.title for one in playbooks_of(cast.electric)] == ["二訂"]
        retire_playbook(cast.electric, made.playbook)
        assert playbooks_of(cast.electric) == []
        for wrong, refusal in (
            (PlaybookWish("x", "y", hours=0), HoursUnfit),
            (PlaybookWish("x", "y", when=["z"]), InvalidFields),
        ):
            with pytest.raises(refusal):
                write_playbook(cast.electric, wrong)
    with acting_as(cast.neighbor):
        assert playbooks_of(cast.neighbor) == []
        with pytest.raises(NotFound):
            retire_playbook(cast.neighbor, made.playbook)


def test_what_was_ordered_in_a_case_that_is_alike_is_proposed_again(cast: Cast) -> None:
    before = item(cast)
    with acting_as(cast.electric):
        wish = OrderWish("保守端末の初期化", "イメージから入れ直す", [desk_of(field(cast))], about=before)
        one = order(cast.electric, wish)[0].public_id
    with acting_as(field(cast)):
        answer(field(cast), one, OrderState.DONE, text="済")
    later = item(cast, title="また不審なメール")

    with acting_as(cast.electric):
        found = [each for each in proposals(cast.electric, later) if each.why == CASE]

    assert [(each.title.ja, each.case.state) for each in found if each.case] == [("保守端末の初期化", OrderState.DONE)]


def test_nobody_is_proposed_what_another_house_ordered(cast: Cast) -> None:
    before = item(cast)
    with acting_as(cast.electric):
        order(cast.electric, OrderWish("保守端末の初期化", "入れ直す", [desk_of(field(cast))], about=before))
    edition = cast.report(cast.neighbor, Tlp.GREEN, {"title": "不審なメール", "event_kind": "malware", "summary": LURE})

    with acting_as(cast.neighbor):
        found = proposals(cast.neighbor, About(EDITION, edition.public_id))
        assert {one.why for one in found} == {TEMPLATE}
        with pytest.raises(NotFound):
            proposals(cast.neighbor, before)


def test_the_color_suggests_who_reads_an_order() -> None:
    assert least_reach(Tlp.RED) is OrderReach.DESKS
    assert least_reach(Tlp.AMBER) is OrderReach.NEED
    assert least_reach(Tlp.GREEN) is least_reach(None) is OrderReach.HOUSE


def test_the_system_list_goes_out_and_comes_back_changed(cast: Cast) -> None:
    text = "\n".join(
        [
            "name,kind,desk,product,weight,note",
            "監視装置,control,shiomi.control,=SCADA,stops,",
            "VPN装置,境界機器（FW・VPN・プロキシ）,情報システム部,,,",
        ]
    )
    with acting_as(cast.electric):
        assert asset_csv.read_in(cast.electric, text.encode()) == (2, 0)
        assert asset_csv.read_in(cast.electric, text.encode()) == (0, 0)
        out = asset_csv.written(cast.electric)
        assert "'=SCADA" in out
        assert asset_csv.read_in(cast.electric, out.encode()) == (0, 0)
        assert asset_csv.read_in(cast.electric, out.replace("VPN装置", "VPN装置 1号").encode()) == (0, 1)
        assert {one.name for one in assets_of(cast.electric)} == {"監視装置", "VPN装置 1号"}
    with acting_as(cast.neighbor):
        assert asset_csv.written(cast.neighbor).count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "name,kind,desk\n装置,spaceship,shiomi.control\n",
        "name,kind,desk\n装置,server,aoshio.csirt\n",
        "name,kind,desk\n,server,shiomi.control\n",
        "id,name,kind,desk\nx,装置,server,shiomi.control\n",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_its_line(cast: Cast, text: str) -> None:
    with acting_as(cast.electric), pytest.raises(AssetsUnreadable):
        asset_csv.read_in(cast.electric, text.encode())


def advised(cast: Cast) -> UUID:
    """An advisory that came down to the electric company."""
    desk = Desk.objects.get(pk=cast.ministry.desk_id)
    return issued(cast.center, f"ministry_for_sector:{desk.organization.public_id}/electricity", tlp="green")


def test_the_sender_hears_figures_when_somebody_says_so_and_not_before(cast: Cast) -> None:
    edition = advised(cast)
    about = About(EDITION, edition)
    with acting_as(cast.ministry):
        made = order(cast.ministry, OrderWish("省内の確認", "確認する", [desk_of(cast.ministry)], about=about))[0]
        acknowledge(cast.ministry, edition, sighting=list(SightingAnswer)[1])
        found = summary(cast.ministry, edition)
        assert found is not None
        assert (found.orders, found.finished, found.action) == (1, 0, ActionTaken.UNDER_WAY)
        answer(cast.ministry, made.public_id, OrderState.DONE, text="済")
        row = edition_row(cast.ministry, edition)
        before = latest_of(cast.ministry, row)
        assert before is not None
        assert before.action == ""
        say(cast.ministry, edition, "1件すべて完了しました。")
        after = latest_of(cast.ministry, row)
        assert after is not None
        assert (after.action, after.sighting, after.note) == (
            "done",
            list(SightingAnswer)[1].value,
            "1件すべて完了しました。",
        )
    with acting_as(cast.center), pytest.raises(SummaryNotOurs):
        say(cast.center, edition, "x")
