"""What was posted already is found among everything that a desk may read, however long ago; of anything else nothing is."""

import pytest
from django.db import connection

from noroshi.advisories.confirming import same_content
from noroshi.advisories.foretelling import look
from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Public, Viewer, acting_as
from noroshi.drafting.posted import LOOKED_THROUGH
from noroshi.editions.actions import mark_again, recall
from noroshi.editions.actions.seal import Statement, seal_edition
from noroshi.editions.models import Edition, EditionKind, Part, Trait
from noroshi.editions.traits import editions_like
from noroshi.likeness import traits_of
from noroshi.sharing.marking import PartMarking
from noroshi.vocabulary import Tlp
from tests.drafted import SUMMARY, draft_report, reported

pytestmark = pytest.mark.django_db
SAID = f"{SUMMARY}。当該端末を切り離し、ログを保全した。VPN機器の脆弱性の確認を進めている。"
ADDRESS = "198.51.100.77"


def posted(viewer, shown):
    with acting_as(Viewer(viewer.seat)):
        looked = look(viewer, shown.public_id)
        return same_content(viewer, looked.draft, looked.filled)


def like(viewer, text=SAID):
    """The first lock's answer."""
    with acting_as(viewer):
        return editions_like(Held.by(viewer), traits_of(text, is_asking=True), (), 10)


def traits_seen(viewer):
    """The second lock's answer: no filter at all."""
    with acting_as(viewer), connection.cursor() as cursor:
        cursor.execute("select distinct part_id from editions_trait")
        return {row[0] for row in cursor.fetchall()}


def parts_seen(viewer):
    with acting_as(viewer), connection.cursor() as cursor:
        cursor.execute("select distinct t.id from editions_part t")
        return {row[0] for row in cursor.fetchall()}


def test_what_lies_below_many_newer_items_is_found(cast):
    first = reported(cast.electric, "direct_report", summary=SAID)
    with acting_as(cast.electric):
        for number in range(LOOKED_THROUGH + 50):
            content = {
                "title": f"{number} 番目の点検の知らせ",
                "text": f"設備 {number * 7919} を点検した。異常はない。",
            }
            seal_edition(cast.electric, Statement(EditionKind.NOTICE, content, cast.marking(cast.electric)))

    (found,) = posted(cast.electric, draft_report(cast.electric, "direct_report", summary=SAID))

    assert found.line.public_id == first


def test_many_that_share_every_letter_hide_none_that_shares_an_address(cast):
    """Of what stands everywhere only some are fetched; an address weighs more than letters."""
    content = {"title": "別の件の知らせ", "text": f"接続先は {ADDRESS} であった。"}
    with acting_as(cast.electric):
        marking = cast.marking(cast.electric)
        named = seal_edition(cast.electric, Statement(EditionKind.NOTICE, content, marking))
        for number in range(30):
            seal_edition(cast.electric, Statement(EditionKind.NOTICE, {"title": SAID, "text": f"{number}"}, marking))

    found = like(cast.electric, f"{SAID} hxxp://{ADDRESS}/a")

    assert named.pk in found


def test_a_stranger_finds_nothing_by_either_lock(cast):
    reported(cast.electric, "direct_report", tlp="red", summary=SAID)

    for stranger in (cast.bank, cast.bank_ministry, Public()):
        assert like(stranger) == []
        assert traits_seen(stranger) == set()
    assert like(cast.electric)
    assert like(cast.ministry)


def test_traits_are_seen_by_whoever_sees_their_part(cast):
    first = reported(cast.electric, "direct_report", tlp="green", summary=SAID)
    edition = cast.report(cast.neighbor, content={"title": SAID, "systems": f"{ADDRESS} と通信した端末"})
    cast.send(cast.neighbor, edition, cast.ministry)

    for viewer in (cast.electric, cast.neighbor, cast.ministry, cast.center, cast.bank, cast.secretariat):
        assert traits_seen(viewer) <= parts_seen(viewer)
    for viewer in (cast.electric, cast.neighbor, cast.ministry):
        assert traits_seen(viewer) == parts_seen(viewer) != set()
    with acting_as(cast.bank):
        assert not Edition.objects.filter(public_id=first).exists()


def test_a_part_that_is_kept_back_is_found_in_its_own_range_alone(cast):
    content = {"title": "点検の知らせ", "systems": f"{ADDRESS} と通信した端末"}
    kept_back = PartMarking(frozenset({"systems"}), readers=frozenset())
    edition = cast.report(cast.neighbor, content=content, parts=(kept_back,))
    cast.send(cast.neighbor, edition, cast.ministry)

    assert like(cast.neighbor, ADDRESS)
    assert like(cast.ministry, ADDRESS) == []


def test_what_is_marked_again_is_found_by_whom_it_now_goes_to_and_no_longer_by_others(cast):
    edition = cast.report(cast.electric, content={"title": SAID})
    cast.send(cast.electric, edition, cast.ministry)
    assert like(cast.ministry)

    with acting_as(cast.electric):
        mark_again(cast.electric, edition.public_id, cast.marking(cast.electric, Tlp.RED), read_number=1)

    assert traits_seen(cast.ministry) == parts_seen(cast.ministry)
    assert bool(like(cast.ministry)) is bool(parts_seen(cast.ministry))
    assert like(cast.electric)


def test_what_was_recalled_is_found_by_nobody_and_not_shown_to_its_own_desk(cast):
    first = reported(cast.electric, "direct_report", summary=SAID)
    with acting_as(cast.electric):
        recall(cast.electric, first, read_number=1, reason="誤り")

    assert like(cast.ministry) == []
    assert traits_seen(cast.ministry) == set()
    assert posted(cast.electric, draft_report(cast.electric, "direct_report", summary=SAID)) == ()


def test_nobody_writes_a_trait_to_a_part_of_somebody_else(cast):
    edition = cast.report(cast.electric, content={"title": SAID})
    cast.send(cast.electric, edition, cast.ministry)

    with acting_as(cast.ministry):
        part = Part.objects.get(edition=edition)
        with pytest.raises(Exception, match="row-level security"):
            Trait.objects.create(audience_id=part.audience_id, part=part, trait=1)
