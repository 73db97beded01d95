"""What may tell who the source is, is found however it is written, and called its own only where it is."""

import pytest

from noroshi.drafting.suspects import texts_of
from noroshi.traces import Known, Trace, find, named_in
from noroshi.traces.stems import stem
from noroshi.vocabulary.traces import Sureness, TraceKind, TraceSign

KNOWN = Known(
    names=("中央電力株式会社", "Chuo Electric Power Co., Ltd.", "チュウオウデンリョク", "IT"),
    people=("連絡 太郎", "森 花子", "Taro Renraku"),
    telephones=("03-1234-5678",),
    domains=("chuden.example.jp",),
)


def found(text: str, known: Known = KNOWN) -> list[Trace]:
    return find(text, known)


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("中央電力株式会社の端末", "中央電力株式会社"),
        ("(株)中央電力にて", "(株)中央電力"),
        ("㈱中央電力にて", "㈱中央電力"),
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
    own = [(one.text, one.kind) for one in found(text) if one.is_the_source_s]

    assert own == [(passage, TraceKind.NAME)]


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
    assert "".join(one.text for one in found(text) if one.kind is TraceKind.PERSON) in (
        passage,
        passage.replace(", ", ""),
    )


def test_old_forms_of_characters_do_not_hide_a_name() -> None:
    known = Known(names=("高崎ガス",), people=("渡辺 斉",))

    assert [one.text for one in found("髙﨑ガスの渡邉 齋", known)] == ["髙﨑ガス", "渡邉 齋"]


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("電話 03-1234-5678 へ", TraceKind.TELEPHONE, "03-1234-5678"),
        ("電話０３（１２３４）５６７８へ", TraceKind.TELEPHONE, "０３（１２３４）５６７８"),
        ("+81 3 1234 5678", TraceKind.TELEPHONE, "+81 3 1234 5678"),
        ("0312345678", TraceKind.TELEPHONE, "0312345678"),
        ("taro@chuden.example.jp へ", TraceKind.EMAIL, "taro@chuden.example.jp"),
        ("taro[at]chuden[.]example[.]jp へ", TraceKind.EMAIL, "taro[at]chuden[.]example[.]jp"),
        ("www.chuden(dot)example[.]jp", TraceKind.DOMAIN, "www.chuden(dot)example[.]jp"),
        ("hxxps://www[.]chuden[.]example[.]jp/top", TraceKind.URL, "hxxps://www[.]chuden[.]example[.]jp/top"),
        ("端末 chuden-web01 が", TraceKind.HOST, "chuden-web01"),
    ],
)
def test_what_belongs_to_the_source_is_known_as_such(text: str, kind: TraceKind, passage: str) -> None:
    assert [(one.text, one.kind, one.is_the_source_s) for one in found(text)] == [(passage, kind, True)]


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("接続先 192.0.2.1 を", TraceKind.ADDRESS, "192.0.2.1"),
        ("接続先 192[.]0[.]2[.]1 を", TraceKind.ADDRESS, "192[.]0[.]2[.]1"),
        ("１９２．０．２．１", TraceKind.ADDRESS, "１９２．０．２．１"),
        ("192.0.2.0/24", TraceKind.ADDRESS, "192.0.2.0/24"),
        ("2001:db8::1 から", TraceKind.ADDRESS, "2001:db8::1"),
        ("2001[:]db8[:][:]1 から", TraceKind.ADDRESS, "2001[:]db8[:][:]1"),
        ("hxxp://evil[.]example/a?b=1 を", TraceKind.URL, "hxxp://evil[.]example/a?b=1"),
        ("h**ps[:]//evil.example/ を", TraceKind.URL, "h**ps[:]//evil.example/"),
        ("ｈｔｔｐ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ／", TraceKind.URL, "ｈｔｔｐ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ／"),
        ("bad＠evil．example から", TraceKind.EMAIL, "bad＠evil．example"),
        ("evil.example に", TraceKind.DOMAIN, "evil.example"),
        ("に日本語.jpへ", TraceKind.DOMAIN, "に日本語.jp"),
        ("HMI-PC-03 が", TraceKind.HOST, "HMI-PC-03"),
        (r"\\fileserver\share", TraceKind.HOST, r"\\fileserver"),
        ("090-9999-8888", TraceKind.TELEPHONE, "090-9999-8888"),
    ],
)
def test_addresses_of_all_kinds_are_found_but_not_called_the_source_s(text: str, kind: TraceKind, passage: str) -> None:
    assert [(one.text, one.kind, one.is_the_source_s) for one in found(text)] == [(passage, kind, False)]


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

    assert (one.kind, one.is_the_source_s, one.start) == (TraceKind.URL, True, 0)


def test_only_the_source_s_own_is_called_so() -> None:
    text = "中央電力の連絡太郎（taro@chuden.example.jp、03-1234-5678）が hxxp://evil[.]example/a を発見"

    own = [(one.text, one.certainty) for one in found(text) if one.is_the_source_s]

    assert own == [
        ("中央電力", Sureness.OWN),
        ("連絡太郎", Sureness.OWN),
        ("taro@chuden.example.jp", Sureness.OWN),
        ("03-1234-5678", Sureness.OWN),
    ]


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
    assert [one.is_the_source_s for one in found("www.chuden[.]example.jp", Known(domains=(domain,)))] == [True]


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


def test_a_contractor_that_one_field_names_is_found_in_the_others() -> None:
    named = named_in(["保守は委託先の葵計装エンジニアリング株式会社が行う。", "停止した。"], KNOWN)

    found_in_other = [one.text for one in find("葵計装エンジニアリングの端末から", KNOWN, named)]

    assert found_in_other == ["葵計装エンジニアリング"]
    assert find("葵の端末から", KNOWN) == []


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("中電の端末", "中電"),
        ("ＣＥＰＣＯ及び関係会社", "ＣＥＰＣＯ"),
        ("中央（ちゅうおう）電力の", "中央（ちゅうおう）電力"),
        ("中央電カの", "中央電カ"),
        ("Сhuo Electric Power", "Сhuo Electric Power"),
        ("chuden[dot]example[dot]jp を", "chuden[dot]example[dot]jp"),
    ],
)
def test_short_forms_and_look_alikes_are_the_source_s_too(text: str, passage: str) -> None:
    assert [one.text for one in found(text) if one.is_the_source_s] == [passage]


@pytest.mark.parametrize("text", ["中電圧の設備", "cepcoat", "03-9999-5678 へ", "風の中央に立つ"])
def test_what_only_looks_like_a_short_form_is_left(text: str) -> None:
    assert [one.text for one in found(text) if one.is_the_source_s] == []


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("192[.]0.2.77 から", "192[.]0.2.77"),
        ("192.0.2.* から", "192.0.2.*"),
        ("１９２．０．２．１から", "１９２．０．２．１"),
        ("192.0.2.16/28 から", "192.0.2.16/28"),
        ("2001:DB8:77:0:0:0:0:1 から", "2001:DB8:77:0:0:0:0:1"),
        ("2001[:]db8[:]77[:][:]1 から", "2001[:]db8[:]77[:][:]1"),
    ],
)
def test_an_address_inside_the_source_s_network_is_its_own(text: str, passage: str) -> None:
    known = Known(networks=("192.0.2.0/24", "2001:db8:77::/48"))

    (one,) = find(text, known)

    assert (one.text, one.certainty, one.why) == (passage, Sureness.OWN, TraceSign.OWN_NETWORK)


@pytest.mark.parametrize("text", ["192.0.3.1", "1192.0.2.1.9", "2001:db8:78::1", "0.0.0.0/0"])
def test_an_address_outside_is_somebody_s(text: str) -> None:
    known = Known(networks=("192.0.2.0/24", "2001:db8:77::/48"))

    assert [one for one in find(text, known) if one.is_the_source_s and one.text != "0.0.0.0/0"] == []


def test_a_direct_number_of_the_same_exchange_is_probably_the_house_s() -> None:
    known = Known(telephones=("03-1234-5678",))

    (one,) = find("直通 03-1234-5699", known)

    assert (one.certainty, one.why) == (Sureness.LIKELY, TraceSign.SAME_EXCHANGE)
