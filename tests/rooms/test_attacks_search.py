"""A word that one may not read is nowhere in a search: not in results, counts, snippets, similar items, kept searches or the API."""

import json
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.posted import alike_to_item
from noroshi.editions.actions import Statement, recall, seal_edition
from noroshi.editions.models import EditionKind
from noroshi.search.finding import Result, search
from noroshi.search.wanted import Wanted
from noroshi.sharing.marking import PartMarking
from noroshi.sharing.parties import desk
from noroshi.vocabulary import Tlp
from tests.cast import Cast
from tests.rooms.test_attacks_canary import STRANGERS, caller_of, client_of

pytestmark = pytest.mark.django_db
CANARY = "土蜘蛛の合言葉"


def found(viewer: Viewer, words: str = CANARY, **more: list[str]) -> Result:
    with acting_as(viewer):
        return search(viewer, Wanted.of({"q": [words], **more}))


def seen(viewer: Viewer) -> tuple[int, int]:
    result = found(viewer)
    return len(result.found), result.many


@pytest.mark.parametrize("who", STRANGERS)
def test_a_red_word_is_found_by_nobody_else(cast: Cast, who: str) -> None:
    cast.report(cast.electric, Tlp.RED, {"title": CANARY, "body": "203.0.113.5"})
    viewer = getattr(cast, who)

    assert seen(cast.electric) == (1, 1)
    assert seen(viewer) == (0, 0)
    for words in ("土蜘蛛", "蛛", "203.0.113.0/24", "203.0.113.5", f"存在しない OR {CANARY}"):
        result = found(viewer, words)
        assert (result.found, result.many, result.is_more, result.next) == ((), 0, False, "")


def test_narrowing_alone_counts_nothing_of_what_is_closed(cast: Cast) -> None:
    before = found(cast.bank, "", tlp=["red"]).many
    cast.report(cast.electric, Tlp.RED, {"title": CANARY})

    assert found(cast.bank, "", tlp=["red"]).many == before


def test_a_withheld_part_is_found_by_whoever_holds_it(cast: Cast) -> None:
    part = PartMarking(frozenset({"detail"}), Tlp.RED)
    edition = cast.report(cast.electric, Tlp.GREEN, {"title": "点検の知らせ", "detail": CANARY}, parts=(part,))
    cast.send(cast.electric, edition, cast.ministry)

    with acting_as(cast.ministry):
        (line,) = search(cast.ministry, Wanted.of({"q": ["点検の知らせ"]})).found
    assert CANARY not in "".join(piece.text for piece in (*line.title, *line.words))
    assert seen(cast.ministry) == (0, 0)
    assert seen(cast.electric) == (1, 1)
    assert len(found(cast.electric, f"点検の知らせ {CANARY}").found) == 1
    assert found(cast.ministry, f"点検の知らせ -{CANARY}").many == 1


OUTSIDE = ("neighbor", "secretariat", "ministry", "center", "bank", "police", "electric_executive", "contractor", "hub")
WITHHELD: dict[str, Callable[[Cast], PartMarking]] = {
    "amber": lambda _cast: PartMarking(frozenset({"detail"}), Tlp.AMBER),
    "kept from one": lambda cast: PartMarking(frozenset({"detail"}), kept_from=frozenset({desk(cast.police.desk_id)})),
    "read by one": lambda cast: PartMarking(frozenset({"detail"}), readers=frozenset({desk(cast.bank.desk_id)})),
}


@pytest.mark.parametrize("part", WITHHELD)
def test_a_withheld_part_of_what_was_never_sent_is_nowhere(cast: Cast, part: str) -> None:
    """Its own range is wide; the whole is still at home."""
    narrowings: tuple[dict[str, list[str]], ...] = ({}, {"kind": ["report"]}, {"tlp": ["green"]}, {"state": ["latest"]})
    before = {who: [found(getattr(cast, who), "", **one).many for one in narrowings] for who in OUTSIDE}
    content = {"title": "点検の知らせ", "detail": CANARY}
    cast.report(cast.electric, Tlp.GREEN, content, parts=(WITHHELD[part](cast),))

    assert seen(cast.electric) == (1, 1)
    for who in OUTSIDE:
        viewer = getattr(cast, who)
        for words in (CANARY, "点検の知らせ", f"点検の知らせ -{CANARY}", "蛛", f"存在しない OR {CANARY}"):
            result = found(viewer, words)
            assert (who, words, result.found, result.many, result.next) == (who, words, (), 0, "")
        assert (who, [found(viewer, "", **one).many for one in narrowings]) == (who, before[who])


def test_a_withheld_part_is_found_from_the_moment_that_the_whole_comes(cast: Cast) -> None:
    part = PartMarking(frozenset({"detail"}), readers=frozenset({desk(cast.ministry.desk_id)}))
    edition = cast.report(cast.electric, Tlp.GREEN, {"title": "点検の知らせ", "detail": CANARY}, parts=(part,))
    assert seen(cast.ministry) == (0, 0)

    cast.send(cast.electric, edition, cast.ministry, cast.center)

    assert (seen(cast.ministry), seen(cast.center)) == ((1, 1), (0, 0))
    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤り")
    assert seen(cast.ministry) == (0, 0)


def test_the_latest_is_the_latest_that_one_may_read(cast: Cast) -> None:
    """A later edition that is still at home neither shows nor hides anything."""
    first = cast.report(cast.electric, Tlp.GREEN, {"title": "第一報", "detail": CANARY})
    cast.send(cast.electric, first, cast.ministry)
    part = PartMarking(frozenset({"detail"}), readers=frozenset({desk(cast.ministry.desk_id)}))
    marking = cast.marking(cast.electric, Tlp.GREEN, parts=(part,))
    with acting_as(cast.electric):
        content = {"title": "第二報", "detail": CANARY}
        seal_edition(cast.electric, Statement(EditionKind.REPORT, content, marking, matter=first.matter))

    result = found(cast.ministry, state=["latest"])
    assert ([one.item for one in result.found], result.many) == ([first.public_id], 1)


def test_what_was_recalled_is_gone_at_once(cast: Cast) -> None:
    edition = cast.report(cast.electric, Tlp.GREEN, {"title": CANARY})
    cast.send(cast.electric, edition, cast.ministry)
    assert seen(cast.ministry) == (1, 1)

    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤り")

    assert seen(cast.ministry) == (0, 0)
    assert found(cast.electric, state=["recalled"]).many == 1


def test_it_is_found_from_the_moment_that_it_was_opened(cast: Cast) -> None:
    edition = cast.report(cast.electric, Tlp.AMBER, {"title": CANARY})
    assert seen(cast.ministry) == (0, 0)

    cast.send(cast.electric, edition, cast.ministry)

    assert seen(cast.ministry) == (1, 1)


def test_need_to_know_is_asked_in_a_search_too(cast: Cast) -> None:
    cast.report(cast.electric, Tlp.AMBER, {"title": CANARY})

    assert seen(cast.electric_colleague) == (0, 0)
    assert seen(cast.contractor) == (0, 0)


def test_neither_door_says_it_to_a_stranger(cast: Cast, settings: object) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    edition = cast.report(cast.electric, Tlp.RED, {"title": CANARY, "body": CANARY})
    client, caller = client_of(cast.bank), caller_of(cast.bank)

    for address in (f"/search/?q={CANARY}", f"/items/{edition.public_id}/similar/", "/search/saved/"):
        body = client.get(address).content.decode().replace(f'value="{CANARY}"', "")
        assert str(edition.public_id) not in body.replace(address, "")
    for address in (f"/search?q={CANARY}", f"/search/objects?q={CANARY}", "/searches"):
        answer = json.dumps(caller.read(address), ensure_ascii=False)
        assert CANARY not in answer
        assert str(edition.public_id) not in answer


def test_similar_items_are_among_what_the_asker_reads(cast: Cast) -> None:
    text = f"{CANARY}。遠隔保守の入口の装置が悪用され、203.0.113.77 からの接続が続いているため、装置を止めて設定を見直した。"
    own = cast.report(cast.bank, Tlp.AMBER, {"title": "自社の調べ", "body": text}, sectors=frozenset({"finance"}))
    cast.report(cast.electric, Tlp.RED, {"title": "他社の調べ", "body": text})

    with acting_as(cast.bank):
        assert alike_to_item(cast.bank, own.public_id, {"body": text}) == ()


def test_the_index_itself_answers_nobody(cast: Cast) -> None:
    cast.report(cast.electric, Tlp.RED, {"title": CANARY})

    for question in (
        "select norm from search_index",
        "select last from search_progress",
        "delete from search_index",
        "select piece from search_common",
        "select noroshi_search_rarest(array['a'], null)",
        "select noroshi_search_reckon()",
    ):
        with (
            acting_as(cast.electric),
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(question)


def test_a_forged_list_of_audiences_opens_nothing(cast: Cast) -> None:
    """Whoever says to hold everything is met with what the database knows."""
    cast.report(cast.electric, Tlp.RED, {"title": CANARY})

    with acting_as(cast.bank), connection.cursor() as cursor:
        cursor.execute(
            """select count(*) from noroshi_search((select array_agg(n) from generate_series(1, 100000) n)::int[], null, null,
                 '{}', null, null, null, null, null, null, null, null, null, null, null, '', true, false, 0, null, null, 50) f
                where f.about in (select e.public_id from editions_edition e where e.originator_desk_id <> %s and e.tlp = 'red')""",
            [cast.bank.desk_id],
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "select count(*) from noroshi_search(array(select generate_series(1, 100000)), null, null, '{土蜘蛛}', null, null, null, null,"
            " null, null, null, null, null, null, null, '', true, false, 0, null, null, 50)"
        )
        assert cursor.fetchone() == (0,)


def test_nobody_makes_findable_what_is_not_theirs(cast: Cast) -> None:
    edition = cast.report(cast.electric, Tlp.RED, {"title": "別の題"})

    refused = pytest.raises(ProgrammingError, match="not held")
    with acting_as(cast.bank), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select noroshi_search_keep('editions_part', '{1}', '{report}', array[gen_random_uuid()], '{null}', '{null}', %s, '{now}',"
            " '{red}', '{\"\"}', '{\"\"}', '{1}', '{f}', '{x}', '{x}', '{x}')",
            [[edition.audience_id]],
        )


RAW = """select count(*) from noroshi_search(array(select generate_series(1, 100000)), null, null, %s::text[], %s::text[], %s::text[], null,
         null, null, null, null, null, null, null, null, '', true, false, 0, null, null, 50)"""
FORGED = """select noroshi_search_keep('editions_part', %s, '{report}', array[gen_random_uuid()], %s, '{null}', %s, '{now}', '{red}',
            '{""}', '{""}', '{1}', '{f}', '{x}', '{x}', '{x}')"""


def test_nobody_writes_over_what_others_have_made_findable(cast: Cast) -> None:
    """Not with an audience of its own in place of theirs, and not what it may read either."""
    sent = cast.report(cast.electric, Tlp.GREEN, {"title": CANARY})
    cast.send(cast.electric, sent, cast.ministry)
    own = cast.report(cast.ministry, Tlp.GREEN, {"title": "自分の"})
    red = cast.report(cast.electric, Tlp.RED, {"title": CANARY})

    for edition in (sent, red):
        with acting_as(cast.electric):
            (part,) = edition.parts.values_list("pk", flat=True)
        for audience in (own.audience_id, sent.audience_id if edition is sent else own.audience_id):
            with acting_as(cast.ministry), connection.cursor() as cursor:
                cursor.execute("select array(select unnest(noroshi_viewer_audiences()))")
                held = cursor.fetchone()[0]
                assert own.audience_id in held
                cursor.execute(FORGED, [[part], "{null}", [audience if audience in held else own.audience_id]])

    assert seen(cast.electric) == (2, 2)
    assert seen(cast.ministry) == (1, 1)


def test_nobody_makes_findable_what_hangs_on_an_edition_that_is_not_theirs(cast: Cast) -> None:
    red = cast.report(cast.electric, Tlp.RED, {"title": CANARY})
    own = cast.report(cast.bank, Tlp.GREEN, {"title": "自分の"}, sectors=frozenset({"finance"}))

    refused = pytest.raises(ProgrammingError, match="not held")
    with acting_as(cast.bank), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FORGED, [[1], [red.public_id], [own.audience_id]])


@pytest.mark.parametrize(
    ("every", "either", "without"),
    [
        (["土蜘蛛\\"], None, None),
        (["土蜘蛛\\\\\\"], None, None),
        (["%土%", "\\"], None, None),
        (["土_蛛"], None, None),
        ([], [["無い", "土蜘蛛\\"]], None),
        (["土蜘蛛"], None, ["\\"]),
    ],
)
def test_no_sign_means_more_than_itself_whatever_stands_in_rows_of_others(
    cast: Cast, every: list[str], either: list[list[str]] | None, without: list[str] | None
) -> None:
    """Were there one that is refused in some rows, the refusal would say that there is such a row."""

    def found_by(viewer: Viewer) -> int:
        with acting_as(viewer), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(RAW, [every, either, without])
            return int(cursor.fetchone()[0])

    before = found_by(cast.bank)
    cast.report(cast.electric, Tlp.RED, {"title": CANARY})

    assert (before, found_by(cast.bank)) == (0, 0)
    assert found_by(cast.electric) == (1 if without else 0)


@pytest.mark.parametrize("sign", ["100%", "a_b", "C:\\temp\\", "50%_\\"])
def test_signs_are_letters(cast: Cast, sign: str) -> None:
    cast.report(cast.electric, Tlp.GREEN, {"title": f"土蜘蛛{sign}の件"})
    cast.report(cast.electric, Tlp.GREEN, {"title": "土蜘蛛100番a-bC:/temp/500の件"})

    assert found(cast.electric, f"土蜘蛛{sign}").many == 1
    assert found(cast.electric, f"土蜘蛛 -{sign}").many == 1


def test_a_whole_sign_at_the_end_is_a_letter(cast: Cast) -> None:
    cast.report(cast.electric, Tlp.GREEN, {"title": "C:\\土蜘蛛\\"})

    assert found(cast.electric, "土蜘蛛\\").many == 1
