"""Left-over identifiers are found however they are written; only what is the source's own is replaced."""

import pytest

from noroshi.drafting.identifiers import SuspectKind
from noroshi.drafting.sought import Sought, stem
from noroshi.drafting.suspects import Suspect, suggest, suspects, texts_of

SOUGHT = Sought(
    names=("中央電力株式会社", "Chuo Electric Power Co., Ltd.", "チュウオウデンリョク", "IT"),
    people=("連絡 太郎", "森 花子", "Taro Renraku"),
    telephones=("03-1234-5678",),
    domains=("chuden.example.jp",),
)


def found(text: str, sought: Sought = SOUGHT) -> list[Suspect]:
    return list(suspects({"summary": text}, sought))


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("中央電力株式会社の端末", "中央電力株式会社"),
        ("(株)中央電力にて", "中央電力"),
        ("㈱中央電力にて", "中央電力"),
        ("中央 電力の", "中央 電力"),
        ("中央\n電力の", "中央\n電力"),
        ("中・央・電・力の", "中・央・電・力"),
        ("ﾁｭｳｵｳﾃﾞﾝﾘｮｸの", "ﾁｭｳｵｳﾃﾞﾝﾘｮｸ"),
        ("ちゅうおうでんりょくの", "ちゅうおうでんりょく"),
        ("ＣＨＵＯ　ＥＬＥＣＴＲＩＣ　ＰＯＷＥＲ の", "ＣＨＵＯ　ＥＬＥＣＴＲＩＣ　ＰＯＷＥＲ"),
        ("the chuo-electric-power grid", "chuo-electric-power"),
        ("弊社IT課", "IT"),
    ],
)
def test_the_organization_s_names_are_found(text: str, passage: str) -> None:
    assert [(one.text, one.kind, one.is_known) for one in found(text)] == [(passage, SuspectKind.NAME, True)]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("連絡太郎が", "連絡太郎"),
        ("太郎さんが", "太郎"),
        ("森さんが確認", "森さん"),
        ("by Renraku, Taro today", "Renraku, Taro"),
    ],
)
def test_people_are_found_by_parts_of_their_names(text: str, passage: str) -> None:
    assert "".join(one.text for one in found(text) if one.kind is SuspectKind.PERSON) in (
        passage,
        passage.replace(", ", ""),
    )


def test_old_forms_of_characters_do_not_hide_a_name() -> None:
    sought = Sought(names=("高崎ガス",), people=("渡辺 斉",))

    assert [one.text for one in found("髙﨑ガスの渡邉 齋", sought)] == ["髙﨑ガス", "渡邉 齋"]


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("電話 03-1234-5678 へ", SuspectKind.TELEPHONE, "03-1234-5678"),
        ("電話０３（１２３４）５６７８へ", SuspectKind.TELEPHONE, "０３（１２３４）５６７８"),
        ("+81 3 1234 5678", SuspectKind.TELEPHONE, "+81 3 1234 5678"),
        ("0312345678", SuspectKind.TELEPHONE, "0312345678"),
        ("taro@chuden.example.jp へ", SuspectKind.EMAIL, "taro@chuden.example.jp"),
        ("taro[at]chuden[.]example[.]jp へ", SuspectKind.EMAIL, "taro[at]chuden[.]example[.]jp"),
        ("www.chuden(dot)example[.]jp", SuspectKind.DOMAIN, "www.chuden(dot)example[.]jp"),
        ("hxxps://www[.]chuden[.]example[.]jp/top", SuspectKind.URL, "hxxps://www[.]chuden[.]example[.]jp/top"),
        ("端末 chuden-web01 が", SuspectKind.HOST, "chuden-web01"),
    ],
)
def test_what_belongs_to_the_source_is_known_as_such(text: str, kind: SuspectKind, passage: str) -> None:
    assert [(one.text, one.kind, one.is_known) for one in found(text)] == [(passage, kind, True)]


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("接続先 192.0.2.1 を", SuspectKind.ADDRESS, "192.0.2.1"),
        ("接続先 192[.]0[.]2[.]1 を", SuspectKind.ADDRESS, "192[.]0[.]2[.]1"),
        ("１９２．０．２．１", SuspectKind.ADDRESS, "１９２．０．２．１"),
        ("192.0.2.0/24", SuspectKind.ADDRESS, "192.0.2.0/24"),
        ("2001:db8::1 から", SuspectKind.ADDRESS, "2001:db8::1"),
        ("2001[:]db8[:][:]1 から", SuspectKind.ADDRESS, "2001[:]db8[:][:]1"),
        ("hxxp://evil[.]example/a?b=1 を", SuspectKind.URL, "hxxp://evil[.]example/a?b=1"),
        ("h**ps[:]//evil.example/ を", SuspectKind.URL, "h**ps[:]//evil.example/"),
        ("ｈｔｔｐ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ／", SuspectKind.URL, "ｈｔｔｐ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ／"),
        ("bad＠evil．example から", SuspectKind.EMAIL, "bad＠evil．example"),
        ("evil.example に", SuspectKind.DOMAIN, "evil.example"),
        ("に日本語.jpへ", SuspectKind.DOMAIN, "に日本語.jp"),
        ("HMI-PC-03 が", SuspectKind.HOST, "HMI-PC-03"),
        (r"\\fileserver\share", SuspectKind.HOST, r"\\fileserver"),
        ("090-9999-8888", SuspectKind.TELEPHONE, "090-9999-8888"),
    ],
)
def test_addresses_of_all_kinds_are_found_but_not_called_the_source_s(
    text: str, kind: SuspectKind, passage: str
) -> None:
    assert [(one.text, one.kind, one.is_known) for one in found(text)] == [(passage, kind, False)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "停止しました。",
            "security",
            "2026年11月21日 12:30:15",
            "CVE-2026-12345",
            "構成図.pdf",
            "森林の管理",
            "999.1.2.3",
            "約30,000人",
        ),
        *("a sit in", "TLS 1.3", "JVNDB-2026-000001", "10:00", "::", "2026/11/21"),
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_overlapping_finds_are_one_passage() -> None:
    (one,) = found("https://taro@chuden.example.jp/中央電力")

    assert (one.kind, one.is_known, one.start) == (SuspectKind.URL, True, 0)


def test_only_the_source_s_own_is_replaced() -> None:
    text = "中央電力の連絡太郎（taro@chuden.example.jp、03-1234-5678）が hxxp://evil[.]example/a を発見"

    assert (
        suggest(text, found(text))
        == "当該事業者の担当者（［メールアドレス］、［電話番号］）が hxxp://evil[.]example/a を発見"
    )
    assert suggest("by Taro Renraku", found("by Taro Renraku"), "en") == "by the person in charge"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("中央電力株式会社", "中央電力"),
        ("(株)中央電力", "中央電力"),
        ("㈱中央電力", "中央電力"),
        ("一般社団法人電力協会", "電力協会"),
        ("Chuo Electric Power Co., Ltd.", "Chuo Electric Power"),
        ("Chuo, Inc.", "Chuo"),
        ("Chuo K.K.", "Chuo"),
        ("カブシキガイシャチュウオウ", "チュウオウ"),
        ("中央電力ホールディングス(株)", "中央電力"),
        ("Chuo Group Inc.", "Chuo"),
        ("Costco", "Costco"),
    ],
)
def test_a_name_is_known_without_its_company_form(name: str, short: str) -> None:
    assert stem(name) == short


@pytest.mark.parametrize(
    "domain", ["chuden.example.jp", "@chuden.example.jp", "taro@chuden.example.jp", "CHUDEN.EXAMPLE.JP"]
)
def test_a_domain_may_come_with_an_address(domain: str) -> None:
    assert [one.is_known for one in found("www.chuden[.]example.jp", Sought(domains=(domain,)))] == [True]


def test_everything_that_an_edition_says_is_looked_at() -> None:
    content = {
        "summary": {"value": "a", "certainty": "estimate", "basis": "b"},
        "timeline": [{"at": "c", "entry": "d"}],
        "causes": ["e"],
        "attachments": [{"file": "f", "name": "g", "size": 1, "sha256": "h"}],
        "lessons": "",
    }

    found_texts = texts_of(content)

    assert found_texts["summary"] == "a"
    assert found_texts["summary.basis"] == "b"
    assert found_texts["timeline.0.entry"] == "d"
    assert found_texts["attachments.0.name"] == "g"
    assert "lessons" not in found_texts


def test_each_suspect_says_its_field_and_place() -> None:
    one, other = suspects({"summary": "中央電力", "timeline.0.entry": "旧中央電力"}, SOUGHT)

    assert (one.field, one.start, one.end) == ("summary", 0, 4)
    assert (other.field, other.start, other.end) == ("timeline.0.entry", 1, 5)
