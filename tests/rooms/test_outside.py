"""What people tell who have no account: it arrives at one desk, unverified, and its receipt opens that and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from noroshi.audiences.viewer import Public, ReceiptHolder, acting_as
from noroshi.delivery.models import Notice
from noroshi.directory.models import Desk
from noroshi.drafting.queries import draft, drafts
from noroshi.editions.queries import edition_readable_by
from noroshi.intake.actions import (
    File,
    Telling,
    add_from_outside,
    answer_outside,
    put_away,
    take_in,
    tell_from_outside,
)
from noroshi.intake.actions.answer_outside import NothingSaid
from noroshi.intake.actions.tell_from_outside import MOST_LINES, NothingAdded, ReceiptFull, TrapSprung
from noroshi.intake.models import Arrival, ArrivalLine, Knock
from noroshi.intake.outside.letters import Followed, ReceiptUnknown, followed
from noroshi.intake.outside.receipts import Receipt, holder_of
from noroshi.intake.outside.telling import ToldOutsideUnfit
from noroshi.intake.outside.tickets import LASTS, WAIT, TicketEarly, TicketStale, new_ticket
from noroshi.intake.queries import arrivals, talk_of, waiting_mail
from noroshi.vault.errors import FileEmpty
from noroshi.vault.queries import files_of_draft, open_file
from noroshi.vocabulary import ArrivalState, Channel, ReceiptState, SenderProof
from noroshi.vocabulary.errors import InvalidFields, NotFound, TooMany
from tests.drafted import amended, sent

pytestmark = pytest.mark.django_db
CANARY = "かなりあ七号の取引先から見知らぬ通信"
ADDRESS = "203.0.113.7"


@pytest.fixture(autouse=True)
def _intake(cast: Any, settings: Any) -> None:
    """The center's desk first, then the secretariat's."""
    handles = dict(Desk.objects.values_list("pk", "handle"))
    settings.PUBLIC_INTAKE = [handles[cast.center.desk_id], handles[cast.secretariat.desk_id]]


def ticket() -> str:
    return new_ticket(timezone.now() - 2 * WAIT)


def tell(*files: File, at: str = "", address: str = ADDRESS, form: str = "", **given: str) -> Receipt:
    with acting_as(Public()):
        telling = Telling(form or ticket(), {"what": CANARY, **given}, desk=at, files=files)
        return tell_from_outside(telling, address=address)


def add(receipt: Receipt, text: str = "", *files: File) -> None:
    with acting_as(Public()):
        add_from_outside(receipt.holder, text=text, files=files, address=ADDRESS)


def follow(receipt: Receipt) -> Followed:
    with acting_as(Public()):
        return followed(receipt.holder)


def arrived_at(viewer: Any) -> Any:
    with acting_as(viewer):
        (one,) = arrivals(viewer)
        return one


def test_it_arrives_at_the_first_desk_unverified_and_becomes_nothing_by_itself(cast) -> None:
    tell(when="昨日の夕方", systems="VPN 装置")

    one = arrived_at(cast.center)

    assert (one.channel, one.proof, one.state) == (Channel.PUBLIC, SenderProof.NON_MEMBER, ArrivalState.APART)
    assert (one.draft, one.person, one.claimed) == (None, None, "")
    with acting_as(cast.center):
        assert drafts(cast.center) == []
        assert waiting_mail(cast.center).told == 1
        assert dict(talk_of(cast.center, one.public_id).lines[0].said) == {
            "what": CANARY,
            "when": "昨日の夕方",
            "systems": "VPN 装置",
        }


def test_the_sender_may_choose_among_the_desks_that_the_platform_named_and_no_other(cast, settings) -> None:
    tell(at=settings.PUBLIC_INTAKE[1])

    assert arrived_at(cast.secretariat).subject == CANARY
    with acting_as(cast.center):
        assert arrivals(cast.center) == []
    with pytest.raises(NotFound):
        tell(at=Desk.objects.get(pk=cast.ministry.desk_id).handle)
    settings.PUBLIC_INTAKE = []
    with pytest.raises(NotFound):
        tell()


def test_its_receipt_opens_it_and_what_the_desk_has_said(cast) -> None:
    receipt = tell()
    one = arrived_at(cast.center)
    before = follow(receipt)
    with acting_as(cast.center):
        answer_outside(cast.center, one.public_id, text="どの装置ですか。")

    add(receipt, "型番は R-200 です。")
    after = follow(receipt)

    assert (before.number, before.stands, len(before.lines)) == (receipt.number, ReceiptState.RECEIVED, 1)
    assert (after.stands, [line.by_desk for line in after.lines]) == (ReceiptState.LOOKED_AT, [False, True, False])
    with acting_as(cast.center):
        assert [line.text for line in talk_of(cast.center, one.public_id).lines[1:]] == [
            "どの装置ですか。",
            "型番は R-200 です。",
        ]


def test_a_number_without_its_secret_is_what_a_number_that_never_was_is(cast) -> None:
    receipt, other = tell(), tell(form=ticket())
    wrong = [
        holder_of(receipt.number, other.secret),
        holder_of(receipt.number, ""),
        holder_of("U-2222-2222", receipt.secret),
        holder_of("", ""),
    ]

    for holder in wrong:
        with acting_as(Public()):
            with pytest.raises(ReceiptUnknown):
                followed(holder)
            with pytest.raises(ReceiptUnknown):
                add_from_outside(holder, text="x", address=ADDRESS)
    typed = holder_of(f" {receipt.number.lower().removeprefix('u-')} ", receipt.secret.lower().replace("-", " "))
    assert typed == receipt.holder


def test_the_secret_stands_nowhere_in_the_database(cast) -> None:
    receipt = tell()

    with acting_as(cast.center):
        row = Arrival.objects.get(number=receipt.number)
        line = ArrivalLine.objects.get(arrival=row)
    kept = f"{row.__dict__} {line.__dict__}"
    plain = receipt.secret.replace("-", "")

    assert receipt.secret not in kept
    assert plain not in kept


def test_strangers_other_receipts_and_the_public_read_nothing_of_it(cast) -> None:
    receipt = tell(File("写し.txt", [b"log"]))
    other = tell(form=ticket(), what="別の話")
    one = next(row for row in arrivals_of(cast.center) if row.number == receipt.number)

    for stranger in (cast.electric, cast.bank, cast.secretariat, cast.ministry, cast.center_general, cast.platform):
        with acting_as(stranger):
            assert arrivals(stranger) == []
            assert files_of_draft(stranger, one.public_id) == []
            for deed in (talk_of, take_in, put_away, lambda who, what: answer_outside(who, what, text="x")):
                with pytest.raises(NotFound):
                    deed(stranger, one.public_id)
    for holder in (Public(), other.holder):
        with acting_as(holder):
            assert not Arrival.objects.filter(number=receipt.number).exists()
            assert not ArrivalLine.objects.filter(arrival=one.key).exists()
    assert CANARY not in str(follow(other))


def arrivals_of(viewer: Any) -> Any:
    with acting_as(viewer):
        return arrivals(viewer)


def test_the_database_itself_lets_the_holder_only_add_in_the_own_name(cast) -> None:
    receipt, other = tell(), tell(form=ticket())
    rows = {row.number: row for row in arrivals_of(cast.center)}
    mine, theirs = rows[receipt.number].key, rows[other.number].key
    insert = """
      insert into intake_arrivalline (public_id, arrival_id, receipt, by_id, text, said, stands, at, audience_id)
      select gen_random_uuid(), %s, %s, %s, 'x', '{}', %s, now(), audience_id from intake_arrival where id = %s
    """
    person = cast.center.seat.person_id
    mark, foreign = receipt.holder.mark, other.holder.mark

    tried = [
        (insert, [mine, mark, person, "", mine]),
        (insert, [mine, mark, None, "closed", mine]),
        (insert, [theirs, mark, None, "", mine]),
        (insert, [mine, foreign, None, "", mine]),
    ]
    for sql, values in tried:
        with acting_as(receipt.holder), pytest.raises(ProgrammingError, match="row-level security"):
            run(sql, values)
    with acting_as(receipt.holder):
        assert Arrival.objects.filter(pk=mine).update(subject="x") == 0
        assert ArrivalLine.objects.filter(arrival=mine).update(text="x") == 0
        assert Arrival.objects.filter(pk=theirs).count() == 0


def run(sql: str, values: list[Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_files_lie_in_the_vault_for_the_desk_alone_looked_into_and_unvouched(cast) -> None:
    receipt = tell(File("../記録.txt", [b"203.0.113.9 ", b"seen"]))
    one = arrived_at(cast.center)

    with acting_as(cast.center):
        (file,) = talk_of(cast.center, one.public_id).files
        content = b"".join(open_file(cast.center, file.public_id).chunks)

    assert (file.name, content, file.field) == ("記録.txt", b"203.0.113.9 seen", "attachments")
    assert [named.name for named in follow(receipt).files] == ["記録.txt"]
    for stranger in (cast.electric, cast.ministry, cast.secretariat):
        with acting_as(stranger), pytest.raises(NotFound):
            open_file(stranger, file.public_id)
    with acting_as(Public()), pytest.raises(NotFound):
        open_file(Public(), file.public_id)


def test_taken_in_it_is_a_draft_that_says_everywhere_that_nobody_verified_it(cast) -> None:
    receipt = tell(File("記録.txt", [b"seen"]), systems="VPN 装置", measures="切り離した", indicators="203.0.113.9")
    one = arrived_at(cast.center)
    add(receipt, "追って分かったこと")

    with acting_as(cast.center):
        taken = take_in(cast.center, one.public_id)
        made = draft(cast.center, taken.draft)
        files = files_of_draft(cast.center, taken.draft)
    typed, marks = made.written.typed, made.written.marks

    assert (typed["summary"], typed["systems"]) == (CANARY, "VPN 装置")
    assert all(words in typed["supplement"] for words in ("切り離した", "203.0.113.9", "追って分かったこと"))
    assert {name: marks[name]["certainty"] for name in ("summary", "systems", "supplement")} == dict.fromkeys(
        ("summary", "systems", "supplement"), "unconfirmed"
    )
    assert "会員でない方" in marks["summary"]["basis"]
    assert [file.name for file in files] == ["記録.txt"]
    assert follow(receipt).stands is ReceiptState.LOOKED_AT


def test_what_is_sent_from_it_carries_the_mark_to_its_readers_and_no_receipt(cast, settings) -> None:
    receipt = tell(at=settings.PUBLIC_INTAKE[1])
    one = arrived_at(cast.secretariat)
    with acting_as(cast.secretariat):
        made = draft(cast.secretariat, take_in(cast.secretariat, one.public_id).draft)
        ready = amended(cast.secretariat, made, sector="electricity", operator_name="不明")

    item = sent(cast.secretariat, ready)

    with acting_as(cast.ministry):
        content = edition_readable_by(cast.ministry, item).content
    assert content["summary"]["certainty"] == "unconfirmed"
    assert receipt.number not in str(content)


def test_put_away_it_is_closed_for_its_sender_and_the_desk_may_say_more(cast) -> None:
    receipt = tell()
    one = arrived_at(cast.center)

    with acting_as(cast.center):
        put_away(cast.center, one.public_id)
        closed = follow(receipt).stands
        answer_outside(cast.center, one.public_id, stands=ReceiptState.PASSED_ON)

    assert closed is ReceiptState.CLOSED
    assert follow(receipt).stands is ReceiptState.PASSED_ON


def test_an_answer_says_something(cast) -> None:
    tell()
    one = arrived_at(cast.center)

    with acting_as(cast.center):
        answer_outside(cast.center, one.public_id, stands=ReceiptState.LOOKED_AT)
        with pytest.raises(NothingSaid):
            answer_outside(cast.center, one.public_id, stands=ReceiptState.LOOKED_AT)


def test_a_second_press_gives_the_same_receipt_and_one_arrival(cast) -> None:
    form = ticket()

    first, second = tell(form=form), tell(form=form)

    assert first == second
    assert arrived_at(cast.center).number == first.number


def test_nobody_sends_faster_than_a_person_or_with_a_form_that_is_none(cast) -> None:
    with pytest.raises(TicketEarly):
        tell(form=new_ticket())
    for form in (new_ticket(timezone.now() - LASTS - timedelta(minutes=1)), "x", "", ticket()[:-2]):
        with pytest.raises(TicketStale), acting_as(Public()):
            tell_from_outside(Telling(form, {"what": "x"}), address=ADDRESS)


def test_a_field_that_nobody_sees_catches_programs(cast) -> None:
    with acting_as(Public()), pytest.raises(TrapSprung):
        tell_from_outside(Telling(ticket(), {"what": "x"}, trap="https://example.com"), address=ADDRESS)


@pytest.mark.parametrize(
    ("text", "is_unfit"),
    [
        ("担当者：山田太郎 090-1234-5678 に電話した", True),
        ("この資料は社外秘です", True),
        ("装置の記録に見知らぬ通信先があった", False),
    ],
)
def test_personal_data_and_promises_are_asked_about_before_they_are_kept(cast, text: str, is_unfit: bool) -> None:
    def once(*, is_confirmed: bool) -> None:
        with acting_as(Public()):
            tell_from_outside(Telling(ticket(), {"what": text}, is_confirmed=is_confirmed), address=ADDRESS)

    if is_unfit:
        with pytest.raises(ToldOutsideUnfit):
            once(is_confirmed=False)
        with acting_as(cast.center):
            assert arrivals(cast.center) == []
    once(is_confirmed=is_unfit)

    assert arrived_at(cast.center).subject == text


def test_what_is_too_long_empty_or_unseen_is_told_by_its_question(cast) -> None:
    given = {"what": " ", "when": "x" * 300, "systems": "a\u202eb"}

    with acting_as(Public()), pytest.raises(InvalidFields) as refused:
        tell_from_outside(Telling(ticket(), given), address=ADDRESS)

    assert set(refused.value.fields) == {"what", "when", "systems"}


def test_one_address_and_all_together_may_write_so_often_an_hour(cast, settings) -> None:
    for _ in range(6):
        tell(form=ticket())
    with pytest.raises(TooMany):
        tell(form=ticket())
    tell(form=ticket(), address="2001:db8:1::1")
    settings.PUBLIC_INTAKE_PER_HOUR = 7
    with pytest.raises(TooMany):
        tell(form=ticket(), address="198.51.100.1")

    Knock.objects.update(at=timezone.now() - timedelta(hours=1, minutes=1))
    tell(form=ticket())

    assert Knock.objects.count() == 1


def test_the_neighbors_in_one_network_count_as_one_and_no_address_is_kept(cast) -> None:
    tell(form=ticket(), address="2001:db8:1:2::1")
    tell(form=ticket(), address="2001:db8:1:2:ffff::9")
    marks = {bytes(mark) for mark in Knock.objects.values_list("mark", flat=True)}

    assert len(marks) == 1
    assert not any(b"2001" in mark for mark in marks)


def test_a_receipt_holds_so_much_and_no_more(cast) -> None:
    receipt = tell()
    with pytest.raises(NothingAdded):
        add(receipt)
    add(receipt, "同じこと")
    add(receipt, "同じこと")
    assert len(follow(receipt).lines) == 2

    with acting_as(cast.center):
        row = Arrival.objects.get(number=receipt.number)
        for _ in range(MOST_LINES):
            answer_outside(cast.center, row.public_id, text="確認中です。")
    with pytest.raises(ReceiptFull):
        add(receipt, "さらに")


def test_the_desk_hears_of_it_and_of_nothing_else(cast) -> None:
    tell()
    one = arrived_at(cast.center)

    with acting_as(cast.center):
        links = set(Notice.objects.values_list("link", flat=True))
    assert f"/arrivals/{one.public_id}/" in links
    with acting_as(cast.electric):
        assert not Notice.objects.filter(link__contains=str(one.public_id)).exists()


def test_what_fails_midway_leaves_nothing(cast) -> None:
    with pytest.raises(FileEmpty):
        tell(File("空.txt", []))

    with acting_as(cast.center):
        assert arrivals(cast.center) == []


def test_a_made_up_viewer_is_nobody(cast) -> None:
    tell()

    with acting_as(ReceiptHolder(b"")):
        assert not Arrival.objects.exists()
