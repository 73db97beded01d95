"""What the worker adds to the search: objects, the words of files, and telling a desk of what is new; on committed data."""

import os
import subprocess
import sys
import uuid
from typing import Any

import psycopg
import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.queries import notices_of
from noroshi.directory.models import Organization
from noroshi.editions.actions import Statement, derive, mark_again
from noroshi.editions.models import EditionKind
from noroshi.intel.actions import withdraw
from noroshi.search.actions.saved import SavedWish, end_search, keep_search
from noroshi.search.asking import asked_for
from noroshi.search.beside import beside
from noroshi.search.finding import Result, search
from noroshi.search.wanted import Wanted
from noroshi.sharing.marking import PartMarking
from noroshi.sharing.parties import desk
from noroshi.stix.ours import EXTENSION
from noroshi.vocabulary import FoundKind, HopKind, Leg, NoticeKind, Tlp, Tlp2
from tests.cast import small_cast
from tests.feed_server import RSS2, Page, publisher
from tests.rooms.intel_given import MOMENT, brought, indicator, malware, marked, origin_of, stix_id
from tests.rooms.test_bulletins import feed_of, looked
from tests.rooms.vault_world import sent

pytestmark = pytest.mark.django_db(transaction=True)

RUN = """
import os, uuid, django
django.setup()
from noroshi.editions.propagation import narrow_derived
from noroshi.search.actions.tell import tell_of_searches
from noroshi.search.sources.event_kinds import fill_event_kinds
from noroshi.search.sources.files import read_files
from noroshi.search.sources.objects import index_objects
print({"tell": tell_of_searches, "files": read_files, "objects": index_objects, "events": fill_event_kinds,
       "narrow": lambda: narrow_derived(uuid.UUID(os.environ["SOURCE"]))}[os.environ["DEED"]]())
"""


def run(deed: str, source: object = "") -> int:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "noroshi.config.settings",
        "NOROSHI_PROCESS": "jobs",
        "DEED": deed,
        "SOURCE": str(source),
    }
    done = subprocess.run([sys.executable, "-c", RUN], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return int(done.stdout.split()[-1])


def notices(viewer: Viewer) -> int:
    with acting_as(viewer):
        return sum(one.kind is NoticeKind.FOUND for one in notices_of(viewer))


def found(viewer: Viewer, words: str, **more: list[str]) -> Result:
    with acting_as(viewer):
        return search(viewer, Wanted.of({"q": [words], **more}))


def test_objects_are_found_by_name_description_and_any_part_of_a_value() -> None:
    cast = small_cast()
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    brought(
        cast.center,
        origin_of(cast.center),
        malware("ウミボウズ", description="海沿いの事業者を狙う"),
        indicator(1, pattern=f"[file:hashes.'SHA-256' = '{digest}']"),
        indicator(2, value="login.umibozu.example"),
        malware("アヤカシ", **marked(Tlp2.RED)),
    )

    assert run("objects") > 0
    assert run("objects") == 0

    for words, many in (
        ("うみぼうず", 1),
        ("海沿い", 1),
        (digest[20:34], 1),
        ("umibozu[.]example", 1),
        ("アヤカシ", 0),
    ):
        assert (words, found(cast.bank, words).many) == (words, many)
    assert found(cast.center, "アヤカシ").many == 1
    assert found(cast.bank, "うみぼうず").found[0].kind is FoundKind.OBJECT


def test_an_object_that_was_withdrawn_is_gone_at_once() -> None:
    cast = small_cast()
    taken = malware("ウミボウズ")
    origin = origin_of(cast.center)
    brought(cast.center, origin, taken)
    run("objects")
    assert found(cast.bank, "ウミボウズ").many == 1

    with acting_as(cast.center):
        withdraw(cast.center, origin.public_id, uuid.UUID(taken["id"][-36:]))

    assert found(cast.bank, "ウミボウズ").many == 0


OURS = {"extensions": {EXTENSION: {"extension_type": "property-extension", "sectors": ["electricity"]}}}
NARROWED: tuple[tuple[dict[str, list[str]], set[str]], ...] = (
    ({"kind": ["object"]}, {"ウミ坊主", "海坊主", "古い海坊主"}),
    ({"kind": ["report"]}, set()),
    ({"sector": ["electricity"]}, {"ウミ坊主"}),
    ({"sector": ["finance"]}, {"海坊主"}),
    ({"tlp": ["green"]}, {"ウミ坊主", "古い海坊主"}),
    ({"tlp": ["clear"]}, {"海坊主"}),
    ({"tlp": ["red"]}, set()),
    ({"importance": ["warning"]}, set()),
    ({"from": ["2026-04-01"]}, {"ウミ坊主", "海坊主"}),
    ({"to": ["2026-03-31"]}, {"古い海坊主"}),
    ({"state": ["latest"]}, {"ウミ坊主", "海坊主", "古い海坊主"}),
    ({"state": ["recalled"]}, set()),
)


def test_objects_are_narrowed_as_items_are() -> None:
    """By color, sector, days, source and state; nobody says how important one is."""
    cast = small_cast()
    old = "2026-01-05T00:00:00.000Z"
    brought(
        cast.center,
        origin_of(cast.center),
        malware("ウミ坊主", **OURS),
        malware("古い海坊主", created=old, modified=old),
        malware("見えない海坊主", **marked(Tlp2.RED)),
    )
    other = origin_of(cast.center, "公開の便り", Tlp2.CLEAR)
    brought(cast.center, other, identity("海坊主", sectors=["financial-services"]))
    run("objects")

    for narrowed, names in NARROWED:
        assert (narrowed, names_of(found(cast.bank, "坊主", **narrowed))) == (narrowed, names)
    assert names_of(found(cast.center, "坊主", tlp=["red"])) == {"見えない海坊主"}
    of_center, of_bank = (organization_of(one) for one in (cast.center, cast.bank))
    assert len(names_of(found(cast.bank, "坊主", source=[of_center]))) == 3
    assert names_of(found(cast.bank, "坊主", source=[of_bank])) == set()


def test_an_object_that_was_taken_back_is_narrowed_to_by_its_own_desk_alone() -> None:
    cast = small_cast()
    taken, origin = malware("ウミボウズ"), origin_of(cast.center)
    brought(cast.center, origin, taken, malware("ウミボウズの影"))
    run("objects")
    with acting_as(cast.center):
        withdraw(cast.center, origin.public_id, uuid.UUID(taken["id"][-36:]))

    assert names_of(found(cast.center, "ウミボウズ", state=["recalled"])) == {"ウミボウズ"}
    assert names_of(found(cast.center, "ウミボウズ", tlp=["green"])) == {"ウミボウズ", "ウミボウズの影"}
    assert names_of(found(cast.bank, "ウミボウズ", state=["recalled"])) == set()


def test_an_object_under_a_marking_whose_meaning_is_closed_is_narrowed_to_as_red() -> None:
    """As those who hold it see it: otherwise the color would tell them what the marking means."""
    cast = small_cast()
    open_, closed = (statement(name, **more) for name, more in (("open", {}), ("closed", marked(Tlp2.RED))))
    shown = [malware(f"海坊主 {one['id']}", object_marking_refs=[one["id"]]) for one in (open_, closed)]
    brought(cast.center, origin_of(cast.center), open_, closed, *shown)
    run("objects")

    assert names_of(found(cast.bank, "海坊主", tlp=["green"])) == {shown[0]["name"]}
    assert names_of(found(cast.bank, "海坊主", tlp=["red"])) == {shown[1]["name"]}


def test_what_is_kept_anew_is_news_to_nobody(addresses: Any) -> None:
    cast = small_cast()
    brought(cast.center, origin_of(cast.center), malware("ウミボウズ"))
    run("objects")
    with acting_as(cast.bank):
        keep_search(cast.bank, SavedWish("海", {"q": ["ウミボウズ"]}, is_of_desk=True))
    with psycopg.connect(addresses.owner) as owner:
        owner.execute("delete from search_progress")

    assert run("objects") > 0

    assert run("tell") == 0


def test_what_was_kept_before_the_index_knew_of_kinds_of_events_is_filled_in_and_news_to_nobody(addresses: Any) -> None:
    cast = small_cast()
    part = PartMarking(frozenset({"event_kind"}), Tlp.RED)
    event = {"title": "ヌレオンナ", "event_kind": "malware"}
    open_, closed = (cast.report(cast.electric, Tlp.GREEN, event, parts=parts) for parts in ((), (part,)))
    for edition in (open_, closed):
        cast.send(cast.electric, edition, cast.ministry)
    with acting_as(cast.ministry):
        keep_search(cast.ministry, SavedWish("感染", {"event_kind": ["malware"]}))
    with psycopg.connect(addresses.owner) as owner:
        owner.execute("update search_index set event_kind = ''")
    assert found(cast.electric, "ヌレオンナ", event_kind=["malware"]).many == 0

    assert run("events") == 3
    assert run("events") == 0

    by_kind = [
        {one.item for one in found(viewer, "ヌレオンナ", event_kind=["malware"]).found}
        for viewer in (cast.electric, cast.ministry, cast.bank)
    ]
    assert by_kind == [{open_.public_id, closed.public_id}, {open_.public_id}, set()]
    assert found(cast.electric, "ヌレオンナ", event_kind=["leak"]).many == 0
    assert run("tell") == 0


def identity(name: str, **more: Any) -> dict[str, Any]:
    made = malware(name) | {"type": "identity", "id": stix_id("identity", name), "identity_class": "organization"}
    return {key: value for key, value in made.items() if key != "is_family"} | more


def names_of(result: Result) -> set[str]:
    return {one.name for one in result.found}


def organization_of(viewer: Viewer) -> str:
    return str(Organization.objects.get(pk=viewer.organization_id).public_id)


def statement(name: str, **more: Any) -> dict[str, Any]:
    """A marking that says nothing of colors: only those who may read it know that."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": stix_id("marking-definition", name),
        "created": MOMENT,
        "definition_type": "statement",
        "definition": {"statement": f"© {name}"},
    } | more


def test_the_words_of_a_file_are_found_where_the_file_is_and_a_specimen_s_never() -> None:
    cast = small_cast()
    made = sent(cast, cast.electric, Tlp.AMBER)

    assert run("files") == 1

    (one,) = found(cast.electric, "合い言葉はのろし").found
    assert (one.kind, one.item) == (FoundKind.FILE, made.attachment.public_id)
    assert found(cast.bank, "合い言葉はのろし").many == 0
    assert found(cast.electric, "not really").many == 0
    cast.send(cast.electric, made.edition, cast.ministry)
    assert found(cast.ministry, "合い言葉はのろし").many == 1


def test_a_desk_is_told_once_of_what_everybody_there_may_read() -> None:
    cast = small_cast()
    with acting_as(cast.bank):
        kept = keep_search(cast.bank, SavedWish("海", {"q": ["ウミボウズ"]}, is_of_desk=True))
        keep_search(cast.bank, SavedWish("自分の", {"q": ["ウミボウズ"]}, tells=False))
    brought(cast.center, origin_of(cast.center), malware("ウミボウズ"), malware("ウミボウズの影", **marked(Tlp2.RED)))
    run("objects")

    assert (run("tell"), run("tell")) == (1, 0)

    with acting_as(cast.bank):
        told = [one for one in notices_of(cast.bank) if one.kind is NoticeKind.FOUND]
    assert [one.link for one in told] == [f"/search/saved/{kept.public_id}/"]
    with acting_as(cast.electric):
        assert not [one for one in notices_of(cast.electric) if one.kind is NoticeKind.FOUND]


def test_nobody_is_told_of_what_asks_for_a_need_to_know_or_is_closed() -> None:
    cast = small_cast()
    with acting_as(cast.electric):
        kept = keep_search(cast.electric, SavedWish("影", {"q": ["ヌレオンナ"]}, is_of_desk=True))
    cast.report(cast.electric, Tlp.AMBER, {"title": "ヌレオンナ"})
    cast.report(cast.bank, Tlp.RED, {"title": "ヌレオンナ"}, sectors=frozenset({"finance"}))

    assert run("tell") == 0

    with acting_as(cast.electric):
        end_search(cast.electric, kept.public_id)
    brought(cast.center, origin_of(cast.center), malware("ヌレオンナ"))
    run("objects")
    assert run("tell") == 0


def test_nobody_is_told_of_a_withheld_part_of_what_was_never_sent() -> None:
    """Everybody may read the part by its own range; the whole is still at home."""
    cast = small_cast()
    told = (cast.bank, cast.neighbor, cast.ministry, cast.center)
    for viewer in told:
        with acting_as(viewer):
            keep_search(viewer, SavedWish("影", {"q": ["ヌレオンナ"]}, is_of_desk=True))
    parts = (
        PartMarking(frozenset({"detail"}), kept_from=frozenset({desk(cast.police.desk_id)})),
        PartMarking(frozenset({"detail"}), Tlp.AMBER),
        PartMarking(frozenset({"detail"}), readers=frozenset({desk(cast.bank.desk_id)})),
    )
    made = [
        cast.report(cast.electric, Tlp.GREEN, {"title": "点検", "detail": "ヌレオンナ"}, parts=(part,))
        for part in parts
    ]

    assert run("tell") == 0

    cast.send(cast.electric, made[0], cast.ministry)
    assert run("tell") == 1
    assert [notices(viewer) for viewer in told] == [0, 0, 1, 0]


def test_the_words_of_a_withheld_file_wait_for_the_whole() -> None:
    cast = small_cast()
    part = PartMarking(frozenset({"attachments"}), readers=frozenset({desk(cast.ministry.desk_id)}))
    made = sent(cast, cast.electric, Tlp.GREEN, parts=(part,))
    assert run("files") == 1

    strangers = (cast.ministry, cast.neighbor, cast.center, cast.bank)
    assert found(cast.electric, "合い言葉はのろし").many == 1
    assert [found(one, "合い言葉はのろし").many for one in strangers] == [0, 0, 0, 0]

    cast.send(cast.electric, made.edition, cast.ministry, cast.center)
    assert [found(one, "合い言葉はのろし").many for one in strangers] == [1, 0, 0, 0]


def test_a_file_is_found_by_the_kind_of_event_of_its_item_by_whoever_reads_which_it_was() -> None:
    cast = small_cast()
    part = PartMarking(frozenset({"event_kind"}), Tlp.RED)
    made = sent(cast, cast.electric, Tlp.GREEN, parts=(part,), said={"event_kind": "malware"})
    assert run("files") == 1
    cast.send(cast.electric, made.edition, cast.ministry)

    for viewer, by_words, by_kind in ((cast.electric, 1, 1), (cast.ministry, 1, 0), (cast.bank, 0, 0)):
        assert found(viewer, "合い言葉はのろし").many == by_words
        assert found(viewer, "合い言葉はのろし", event_kind=["malware"]).many == by_kind
        assert found(viewer, "合い言葉はのろし", event_kind=["leak"]).many == 0


def test_nobody_is_told_that_what_they_could_read_went_further() -> None:
    cast = small_cast()
    edition = cast.report(cast.electric, Tlp.GREEN, {"title": "ヌレオンナ"})
    cast.send(cast.electric, edition, cast.ministry)
    for viewer in (cast.electric, cast.ministry, cast.center):
        with acting_as(viewer):
            keep_search(viewer, SavedWish("影", {"q": ["ヌレオンナ"]}, is_of_desk=True))
    assert run("tell") == 0

    cast.send(cast.electric, edition, cast.center)

    assert run("tell") == 1
    assert [notices(one) for one in (cast.electric, cast.ministry, cast.center)] == [0, 0, 1]


def test_what_came_and_went_further_before_anybody_looked_is_still_told() -> None:
    cast = small_cast()
    with acting_as(cast.ministry):
        keep_search(cast.ministry, SavedWish("影", {"q": ["ヌレオンナ"]}, is_of_desk=True))
    edition = cast.report(cast.electric, Tlp.GREEN, {"title": "ヌレオンナ"})
    cast.send(cast.electric, edition, cast.ministry)
    cast.send(cast.electric, edition, cast.center)

    assert run("tell") == 1
    assert notices(cast.ministry) == 1


def test_nobody_is_told_that_the_source_of_something_anonymous_was_marked_again() -> None:
    """It would tie the two in time."""
    cast = small_cast()
    source = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, source, cast.secretariat)
    with acting_as(cast.secretariat):
        marking = cast.marking(cast.secretariat, Tlp.GREEN, leg=Leg.CEPTOAR_TO_MINISTRY)
        statement = Statement(EditionKind.REPORT, content={"title": "ヌレオンナ"}, marking=marking)
        derived = derive(cast.secretariat, [source.public_id], statement)
    cast.send(cast.secretariat, derived, cast.ministry, kind=HopKind.RELAY_ANONYMIZED)
    with acting_as(cast.ministry):
        keep_search(cast.ministry, SavedWish("影", {"q": ["ヌレオンナ"]}, is_of_desk=True))
    with acting_as(cast.electric):
        narrower = cast.marking(cast.electric, Tlp.GREEN, exclusions=cast._parties([cast.bank]))
        mark_again(cast.electric, source.public_id, narrower, read_number=1)

    assert run("narrow", source.public_id) == 1

    assert found(cast.ministry, "ヌレオンナ").many == 1
    assert run("tell") == 0
    assert notices(cast.ministry) == 0


def test_a_desk_where_somebody_sits_without_an_agreement_is_told_of_what_that_person_may_read() -> None:
    cast = small_cast()
    for viewer in (cast.electric, cast.bank):
        with acting_as(viewer):
            keep_search(viewer, SavedWish("影", {"q": ["ヌレオンナ"]}, is_of_desk=True))
    to = cast._parties([cast.electric, cast.bank])
    edition = cast.report(cast.neighbor, Tlp.GREEN, {"title": "ヌレオンナ"}, additions=to)
    cast.send(cast.neighbor, edition, cast.electric, cast.bank)
    assert [found(one, "ヌレオンナ").many for one in (cast.electric, cast.bank, cast.contractor)] == [1, 1, 0]

    assert run("tell") == 1
    assert [notices(one) for one in (cast.electric, cast.bank, cast.contractor)] == [0, 1, 0]

    edition = cast.report(cast.neighbor, Tlp.CLEAR, {"title": "ヌレオンナ、公開"}, additions=to)
    cast.send(cast.neighbor, edition, cast.electric, cast.bank)
    assert found(cast.contractor, "ヌレオンナ").many == 1

    assert run("tell") == 2
    assert [notices(one) for one in (cast.electric, cast.contractor)] == [1, 0], (
        "the search itself is not for the contractor"
    )


def test_an_object_that_is_being_withdrawn_waits_and_is_then_kept_as_withdrawn() -> None:
    cast = small_cast()
    taken = malware("ウミボウズ")
    origin = origin_of(cast.center)
    brought(cast.center, origin, taken)
    with acting_as(cast.center):
        withdraw(cast.center, origin.public_id, uuid.UUID(taken["id"][-36:]))
        assert run("objects") == 0

    assert run("objects") > 0
    assert (found(cast.bank, "ウミボウズ").many, found(cast.center, "ウミボウズ").many) == (0, 1)


def test_words_of_a_file_that_is_being_sent_wait_and_are_held_by_whoever_holds_it_then() -> None:
    cast = small_cast()
    made = sent(cast, cast.electric, Tlp.GREEN)
    with acting_as(cast.electric):
        cast.send(cast.electric, made.edition, cast.ministry)
        assert run("files") == 0

    assert run("files") == 1
    assert found(cast.ministry, "合い言葉はのろし").many == 1


def test_an_alert_is_found_by_the_desk_that_follows_its_publisher_alone(settings: Any) -> None:
    settings.FEEDS_MAY_BE_PRIVATE = True
    cast = small_cast()
    with publisher(feed=Page(RSS2.format(encoding="UTF-8").encode())) as server:
        feed_of(cast.electric, server.at("/feed"))
        looked()

    assert [len(alerts_found(one, "CVE-2026-31338")) for one in (cast.electric, cast.electric_colleague)] == [1, 1]
    for stranger in (cast.neighbor, cast.center, cast.bank, cast.electric_executive):
        assert alerts_found(stranger, "CVE-2026-31338") == ()


def alerts_found(viewer: Viewer, words: str) -> tuple[Any, ...]:
    with acting_as(viewer):
        return beside(viewer, asked_for(words), Wanted.of({"q": [words]}), "ja").alerts
