"""What the checks before sending find, and what they leave alone."""

from dataclasses import replace

import pytest

from noroshi.drafting.checks import CheckKind, looked_through
from noroshi.drafting.checks.personal import is_card, is_my_number
from noroshi.drafting.checks.specimens import is_like_a_specimen
from noroshi.likeness import alike, seen
from noroshi.schemes.library import load_scheme
from noroshi.vocabulary import FormKind, Tlp

NUMBER = "123456789018"


def form():
    return load_scheme("plan4").form(FormKind.REPORT)


def kinds(text, tlp=Tlp.AMBER, field="summary"):
    return [one.kind for one in looked_through(form(), {field: text}, tlp)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"職員の番号は{NUMBER}です", CheckKind.MY_NUMBER),
        ("番号 1234-5678-9018 を確認", CheckKind.MY_NUMBER),
        ("カード 4111 1111 1111 1111 が流出", CheckKind.CARD),
        ("カード ４１１１１１１１１１１１１１１１ が流出", CheckKind.CARD),
        ("汐田 一郎様（090-1234-5678）から届け出", CheckKind.PERSON),
        ("担当者：汐田一郎 shioda@example.jp", CheckKind.PERSON),
        ("Mr. Ian Reed, 03-1234-5678, told us", CheckKind.PERSON),
        ("転送先は shio.tanaka@gmail.com", CheckKind.PERSONAL_MAIL),
        ("漏えいした項目は生年月日など", CheckKind.PRIVATE_LIFE),
        ("秘密保持契約により入手", CheckKind.CONTRACT),
        ("資料は社外秘", CheckKind.CONTRACT),
        ("This report is CONFIDENTIAL", CheckKind.CONTRACT),
        ("無断転載を禁じます", CheckKind.COPYRIGHT),
        ("© 2026 Example Corp.", CheckKind.COPYRIGHT),
        ("該非判定が済んでいない", CheckKind.EXPORT),
        ("委託先の担当者は無能で、対応しない", CheckKind.INSULT),
        ("あの会社は嘘つきだ", CheckKind.INSULT),
        ("the vendor's staff are INCOMPETENT", CheckKind.INSULT),
        ("those idiots did not patch", CheckKind.INSULT),
        ("TLP:RED の情報", CheckKind.STRICTER_WORDS),
        ("ＴＬＰ：ＲＥＤ", CheckKind.STRICTER_WORDS),
        ("宛先限りでお願いします", CheckKind.STRICTER_WORDS),
        ("TLP:WHITE", CheckKind.WIDER_WORDS),
        ("tlp-clear", CheckKind.WIDER_WORDS),
    ],
)
def test_is_found(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "変電所の保守端末から社外への不審な通信",
        "検知は202611210240、復旧は202611210350",
        "番号は123456789017",
        "識別番号 4111 1111 1111 1112",
        "公開情報によれば、攻撃は続いている",
        "TLP:AMBER+STRICT で受領",
        "連絡は soc@shiomi.example.jp まで",
        "電話は 03-1234-5678 まで",
        "通信先は 203.0.113.10:8443",
        "the redundant line was restored",
        "dumb terminals at the plant lost their host",
        "クズ鉄の計量システムが停止し、バカンス中の担当者に連絡した",
        "反社会的勢力排除の条項を確認した",
        "機能の一部が働かず、サーバが応答しない",
        "the crooked cable was replaced; an idiot-proof plug is ordered",
        "hash 44d88612fea8a8f36de82e1278abb02f",
    ],
)
def test_is_left_alone(text):
    assert kinds(text) == []


def test_only_words_that_are_stricter_than_the_marking_must_be_confirmed():
    assert [kind for kind in CheckKind if kind.must_be_confirmed] == [CheckKind.STRICTER_WORDS]


def test_a_paragraph_marked_stricter_is_measured_by_its_own_color():
    text = "概要\n\n【RED】これは TLP:RED の段落"

    assert kinds(text, Tlp.GREEN) == []
    assert kinds(text.replace("【RED】", ""), Tlp.GREEN) == [CheckKind.STRICTER_WORDS]


def test_the_contact_block_of_the_form_is_no_finding():
    assert kinds("汐田一郎様 090-1234-5678", field="source_person") == []


def test_numbers_of_people_are_not_repeated():
    (found,) = looked_through(form(), {"summary": f"番号{NUMBER}"}, Tlp.AMBER)

    assert NUMBER not in found.shown
    assert found.shown.endswith(NUMBER[-3:])


def test_rows_are_looked_through_as_well():
    found = looked_through(form(), {"timeline": [{"at": "11/21", "entry": "社外秘の資料を受領"}]}, Tlp.AMBER)

    assert [(one.field, one.kind) for one in found] == [("timeline", CheckKind.CONTRACT)]


@pytest.mark.parametrize("name", ["invoice.pdf.exe", "検体.zip", "setup.MSI", "report.docm", "a.lnk"])
def test_a_file_that_runs_is_like_a_specimen(name):
    assert is_like_a_specimen(name)


@pytest.mark.parametrize("name", ["報告書.pdf", "図.png", "名簿.xlsx", "exe", "通信記録.csv"])
def test_paper_is_not_like_a_specimen(name):
    assert not is_like_a_specimen(name)


def test_check_digits_are_those_of_the_rules():
    assert is_my_number(NUMBER)
    assert sum(is_my_number(f"{NUMBER[:-1]}{digit}") for digit in range(10)) == 1
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")


JA = "保守端末から社外への不審な通信を検知し、当該端末を切り離した。ログの保全とVPN機器の脆弱性の確認を進めている。"


def test_the_same_text_a_little_changed_is_the_same():
    found = alike(seen(JA), seen(JA.replace("当該端末", "同端末") + "復旧時期は未定。"))

    assert found
    assert found.share > 0.7


def test_the_same_thing_in_the_other_language_is_known_by_its_terms():
    english = "Suspicious traffic from a maintenance terminal; it was isolated. We keep the logs and look at a VPN vulnerability."

    found = alike(seen(JA), seen(english))

    assert found
    assert {"maintenance terminal", "vulnerability", "suspicious traffic"} <= set(found.terms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("通信先は hxxps://bad[.]example[.]net/a", "beacon to https://bad.example.net/a"),
        ("cve-2026-12345 の悪用", "exploited: CVE-2026-12345"),
        ("203[.]0[.]113[.]7 から", "from 203.0.113.7"),
        ("44D88612FEA8A8F36DE82E1278ABB02F", "sample 44d88612fea8a8f36de82e1278abb02f"),
    ],
)
def test_what_both_name_makes_them_alike(one, other):
    found = alike(seen(one), seen(other))

    assert found
    assert found.signs


def test_different_things_are_not_alike():
    other = "大雨により送水ポンプ場が浸水し、断水が続いている。給水車を手配した。復旧は明日の見込み。"

    assert alike(seen(JA), seen(other)) is None


def test_a_sign_that_tells_nothing_does_not_count():
    one, other = seen("CVE-2026-12345"), seen("CVE-2026-12345")

    assert alike(one, other, telling={"cve-2026-99999"}) is None
    assert alike(one, replace(other, signs=frozenset())) is None
