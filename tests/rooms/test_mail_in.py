"""Mail through the real SMTP port: a proven sender's form becomes a draft and is answered; all else is kept apart or refused by code."""

import base64
import io
import zipfile
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.directory.models import Desk, Membership, Person
from noroshi.drafting.files import files
from noroshi.drafting.queries import draft, drafts
from noroshi.intake.actions import put_away, take_in
from noroshi.intake.errors import ArrivalSettled
from noroshi.intake.models import Arrival
from noroshi.intake.queries import arrivals, mail_of, waiting_mail
from noroshi.vocabulary import ArrivalState, Channel, MailCheck, SenderProof
from noroshi.vocabulary.errors import NotFound
from tests.cast import small_cast
from tests.mail_sink import mail_sink, text_of
from tests.mail_world import DOMAIN, mail, name_server, publishes, receiver, run_jobs, signed
from tests.sheets_filled import FILLED, our_sheet, written_over

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "かなりあ二号"
XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@pytest.fixture
def cast():
    return small_cast()


@pytest.fixture
def names():
    with name_server() as made:
        yield made


@pytest.fixture
def sink():
    with mail_sink() as made:
        yield made


@pytest.fixture
def post(names):
    with receiver(names) as made:
        yield made


def person_of(viewer) -> Person:
    return Membership.objects.get(pk=viewer.seat.membership_id).person


def desk_of(viewer) -> str:
    return f"{Desk.objects.get(pk=viewer.desk_id).handle}@{DOMAIN}"


def domain_of(viewer) -> str:
    return person_of(viewer).email.rpartition("@")[2]


def with_form(message: EmailMessage, content: bytes, name: str = "情報連絡様式（第1報）.xlsx") -> EmailMessage:
    message.add_attachment(content, maintype=XLSX[0], subtype=XLSX[1], filename=name)
    return message


def kept(viewer):
    with acting_as(viewer):
        return arrivals(viewer)


def test_a_form_by_mail_becomes_a_draft_and_its_sender_gets_a_number_and_what_to_mend(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric))
    content, places = written_over(our_sheet({**FILLED, "summary": CANARY}), {"③分野名": "宇宙" + CANARY})
    message = with_form(mail(sender, desk, f"様式を送ります。{CANARY}", subject=f"第1報 {CANARY}"), content)
    message.add_attachment(b"log", maintype="text", subtype="plain", filename="通信ログ.log")
    raw = signed(message, domain_of(cast.electric))

    assert post.send(raw, desk, mail_from=sender)[0] == 250
    run_jobs(sink)

    (shown,) = kept(cast.electric)
    assert (shown.channel, shown.proof, shown.state) == (Channel.EMAIL, SenderProof.PROVEN, ArrivalState.DRAFTED)
    assert (shown.spf, shown.dkim) == (MailCheck.PASS, MailCheck.PASS)
    with acting_as(cast.electric):
        made = draft(cast.electric, shown.draft)
        beside = files(cast.electric, shown.draft)
    assert made.written.typed["summary"] == CANARY
    assert made.written.typed["attachment_presence"] == "yes"
    assert made.written.wish["tlp"] == "green"
    assert [(one.name, one.field) for one in beside] == [("通信ログ.log", "attachments")]
    assert [trouble.place for trouble in shown.troubles] == [places["③分野名"]]
    (answer,) = sink.to(sender)
    assert shown.number in answer["Subject"]
    assert answer["In-Reply-To"] == message["Message-ID"]
    assert answer["Auto-Submitted"] == "auto-replied"
    assert places["③分野名"] in text_of(answer)
    assert sink.mails[0].mail_from in {"", "<>"}
    assert CANARY not in answer.as_string() + text_of(answer)


def test_a_file_that_nobody_could_look_into_is_kept_and_its_sender_is_told_what_to_do(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric))
    message = mail(sender, desk, "【⑤発生事象の概要】\n不審な通信")
    for name, content in (("記録.7z", b"7z\xbc\xaf\x27\x1c" + bytes(100)), ("記録.log", b"log")):
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)

    post.send(signed(message, domain_of(cast.electric)), desk, mail_from=sender)
    run_jobs(sink)

    (shown,) = kept(cast.electric)
    assert [trouble.refusal.code for trouble in shown.troubles] == ["not_looked_into"]
    with acting_as(cast.electric):
        assert [one.name for one in files(cast.electric, shown.draft)] == ["記録.7z", "記録.log"]
    (answer,) = sink.to(sender)
    assert "パスワードのないzipにまとめ直す" in text_of(answer)


def test_strangers_see_neither_draft_nor_count(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric))
    post.send(
        signed(mail(sender, desk, "【⑤発生事象の概要】\n" + CANARY), domain_of(cast.electric)), desk, mail_from=sender
    )
    run_jobs(sink)
    (shown,) = kept(cast.electric)

    for stranger in (cast.bank, cast.ministry, cast.secretariat, cast.electric_executive, cast.platform, cast.neighbor):
        with acting_as(stranger):
            assert (arrivals(stranger), Arrival.objects.count(), drafts(stranger)) == ([], 0, [])
            with pytest.raises(NotFound):
                mail_of(stranger, shown.public_id)
    assert all(one.rcpt_tos == [sender] for one in sink.mails)


def test_the_text_form_and_free_text_become_drafts_too(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric))
    form = "■概要\n変電所の保守端末から不審な通信\n■稼働状況：停止中\n■TLP：RED\n"
    for text, subject in ((form, "様式"), ("昨夜から端末の動きがおかしい。", "とりあえず")):
        raw = signed(mail(sender, desk, text, subject=subject), domain_of(cast.electric))
        assert post.send(raw, desk, mail_from=sender)[0] == 250
    run_jobs(sink)

    by_subject = {one.subject: one for one in kept(cast.electric)}
    with acting_as(cast.electric):
        read = draft(cast.electric, by_subject["様式"].draft).written
        free = draft(cast.electric, by_subject["とりあえず"].draft).written
    assert (read.typed["summary"], read.typed["system_status"], read.wish["tlp"]) == (
        "変電所の保守端末から不審な通信",
        "stopped",
        "red",
    )
    assert free.typed["summary"] == "とりあえず\n\n昨夜から端末の動きがおかしい。"
    assert "tlp" not in free.wish


def test_a_spoofed_sender_is_kept_apart_and_never_written_to(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric), spf="v=spf1 ip4:192.0.2.1 -all")
    publishes(names, "evil.example")
    forged = mail(sender, desk, "【⑤発生事象の概要】\n偽")
    attempts = [
        (forged.as_bytes(policy=SMTP), sender),
        (signed(mail(sender, desk, "偽"), "evil.example"), "x@evil.example"),
        (signed(mail(sender, desk, "偽"), domain_of(cast.electric)).replace(b"Subject: ", b"Subject: x"), sender),
        (signed(mail(sender, desk, "偽"), domain_of(cast.electric), more="l=0; "), sender),
    ]
    for raw, mail_from in attempts:
        assert post.send(raw, desk, mail_from=mail_from)[0] == 250
    run_jobs(sink)

    found = kept(cast.electric)
    assert [(one.proof, one.state, one.person) for one in found] == [
        (SenderProof.UNPROVEN, ArrivalState.APART, None)
    ] * 4
    with acting_as(cast.electric):
        assert drafts(cast.electric) == []
    assert [mail["Subject"] for mail in sink.to(sender) if mail["Auto-Submitted"] == "auto-replied"] == []
    with acting_as(cast.electric):
        assert waiting_mail(cast.electric).count == 4
    for stranger in (cast.bank, cast.ministry, cast.electric_executive):
        with acting_as(stranger):
            assert waiting_mail(stranger).count == 0


def test_somebody_at_the_desk_takes_in_what_was_kept_apart_in_the_own_name(cast, names, post, sink):
    desk = desk_of(cast.ministry)
    publishes(names, domain_of(cast.electric))
    sender = person_of(cast.electric).email
    raw = signed(
        mail(sender, desk, "【⑤発生事象の概要】\n停電\n【⑧今後の予定】\n事象継続中\n"), domain_of(cast.electric)
    )
    assert post.send(raw, desk, mail_from=sender)[0] == 250
    run_jobs(sink)

    (apart,) = kept(cast.ministry)
    assert (apart.proof, apart.state, apart.person.login) == (SenderProof.PROVEN, ArrivalState.APART, "saeki@shiomi")
    with acting_as(cast.ministry):
        assert mail_of(cast.ministry, apart.public_id).text.startswith("【⑤発生事象の概要】")
        taken = take_in(cast.ministry, apart.public_id)
        made = draft(cast.ministry, taken.draft)
        with pytest.raises(ArrivalSettled):
            put_away(cast.ministry, apart.public_id)
    assert (made.written.typed["summary"], made.begun_by.login) == ("停電", "hirasawa-k@meti")
    assert len(sink.to(sender)) == 1


def test_a_mail_that_comes_twice_makes_one_draft_and_one_answer(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric))
    raw = signed(mail(sender, desk, "不審な通信"), domain_of(cast.electric))

    for _ in range(3):
        assert post.send(raw, desk, mail_from=sender)[0] == 250
    run_jobs(sink)
    run_jobs(sink)

    assert (len(kept(cast.electric)), len(sink.to(sender))) == (1, 1)


def test_what_was_accepted_is_there_though_the_receiver_is_killed_at_once(cast, names, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric))
    with receiver(names) as post:
        assert (
            post.send(signed(mail(sender, desk, "不審な通信"), domain_of(cast.electric)), desk, mail_from=sender)[0]
            == 250
        )
        post.kill()
    run_jobs(sink)

    assert [one.state for one in kept(cast.electric)] == [ArrivalState.DRAFTED]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"message_id": f"<arrival.0f0e@{DOMAIN}>"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_machines_are_refused_in_the_dialogue(cast, names, post, headers):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)

    code, _ = post.send(mail(sender, desk, "不在です", **headers), desk, mail_from=sender)

    assert 500 <= code < 600
    assert kept(cast.electric) == []


def test_who_may_not_be_written_to_and_what_bounces_is_refused(cast, post):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)

    assert post.send(mail(sender, desk), f"nobody@{DOMAIN}", mail_from=sender)[0] == 550
    assert post.send(mail(sender, desk), "saeki@elsewhere.example", mail_from=sender)[0] == 550
    assert post.send(mail("mailer-daemon@x.example", desk), desk, mail_from="")[0] == 550
    assert post.send(mail("mailer-daemon@x.example", desk), desk, mail_from="x@x.example")[0] == 550
    assert kept(cast.electric) == []


def _nested(sender: str, desk: str) -> bytes:
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(40))
    return f"From: {sender}\r\nTo: {desk}\r\nMessage-ID: <n@x>\r\n{parts}Content-Type: text/plain\r\n\r\nx".encode()


def _crowded(sender: str, desk: str) -> bytes:
    message = mail(sender, desk)
    for number in range(1000):
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=f"{number}.bin")
    return message.as_bytes(policy=SMTP)


def _swelling(sender: str, desk: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(60_000_000))
    message = mail(sender, desk)
    message.add_attachment(out.getvalue(), maintype="application", subtype="zip", filename="a.zip")
    return message.as_bytes(policy=SMTP)


@pytest.mark.parametrize("bomb", [_nested, _crowded, _swelling], ids=["nested", "a thousand files", "zip"])
def test_bombs_are_refused_and_leave_nothing(cast, post, bomb):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)

    code, _ = post.send(bomb(sender, desk), desk, mail_from=sender)

    assert code in {552, 554}
    assert kept(cast.electric) == []


def test_what_is_too_large_and_what_comes_too_often_is_refused(cast, names):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    with receiver(names, NOROSHI_MAIL_IN_PER_HOUR="2") as post:
        codes = [post.send(mail(sender, desk, f"{n}"), desk, mail_from=sender)[0] for n in range(3)]
        large = mail(sender, desk)
        large.add_attachment(bytes(26_000_000), maintype="application", subtype="octet-stream", filename="a.bin")

        assert codes == [250, 250, 450]
        assert post.send(large, desk, mail_from=sender)[0] == 552
    assert len(kept(cast.electric)) == 2


def test_old_encodings_and_strange_names_are_read(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric))
    subject = f"=?ISO-2022-JP?B?{base64.b64encode('情報連絡'.encode('iso2022_jp')).decode()}?="
    body = b"\x1b$B!Z-%\x1b(B" + "発生事象の概要】\r\n不審な通信\r\n【今後の予定】\r\n対応完了\r\n".encode("iso2022_jp")
    raw = (
        f"From: {sender}\r\nTo: {desk}\r\nSubject: {subject}\r\nDate: Sat, 21 Nov 2026 13:00:00 +0900\r\n"
        f"Message-ID: <old@{domain_of(cast.electric)}>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=ISO-2022-JP\r\n\r\n'
    ).encode() + body
    raw += (
        b"\r\n--b\r\nContent-Type: application/octet-stream\r\n"
        b"Content-Disposition: attachment; filename*0*=UTF-8''%E3%83%AD%E3%82%B0; filename*1=.csv\r\n\r\na,b\r\n"
        b"--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
        b"Content-Disposition: attachment; filename=winmail.dat\r\n\r\nx\r\n--b--\r\n"
    )

    assert post.send(signed(raw, domain_of(cast.electric)), desk, mail_from=sender)[0] == 250
    run_jobs(sink)

    (shown,) = kept(cast.electric)
    with acting_as(cast.electric):
        names_there = {one.name for one in files(cast.electric, shown.draft)}
        typed = draft(cast.electric, shown.draft).written.typed
    assert shown.subject == "情報連絡"
    assert (typed["summary"], typed["outlook"]) == ("不審な通信", "closed")
    assert names_there == {"ログ.csv", "winmail.dat"}
    assert "winmail_not_read" in {trouble.refusal.code for trouble in shown.troubles}


def test_specimens_go_where_nobody_opens_them_when_told_so(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric).replace("@", "+specimen@")
    publishes(names, domain_of(cast.electric))
    message = mail(sender, desk, "検体を送ります")
    message.add_attachment(b"MZ bad", maintype="application", subtype="octet-stream", filename="a.exe")

    assert post.send(signed(message, domain_of(cast.electric)), desk, mail_from=sender)[0] == 250
    run_jobs(sink)

    (shown,) = kept(cast.electric)
    with acting_as(cast.electric):
        assert [one.field for one in files(cast.electric, shown.draft)] == ["specimens"]


def test_silent_name_servers_prove_nothing(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric))
    names.is_silent = True

    assert post.send(signed(mail(sender, desk, "x"), domain_of(cast.electric)), desk, mail_from=sender)[0] == 250

    (shown,) = kept(cast.electric)
    assert (shown.spf, shown.dkim, shown.proof) == (MailCheck.UNKNOWN, MailCheck.UNKNOWN, SenderProof.UNPROVEN)
