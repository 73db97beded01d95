"""The numbers by which texts that are alike find each other."""

from noroshi.likeness import compared, traits_of

JA = (
    "VPN機器の脆弱性を突かれ、社内のサーバに不審な通信を確認した。当該端末を切り離し、ログを保全した。"
    "侵入の経路は調べているところで、復旧の見通しは立っていない。"
)
OTHER = "電源設備の点検にあわせて、予備系への切り替えを行った。利用者への影響はなく、作業は予定の時刻までに終わった。"


def shared(asked: str, kept: str) -> set[int]:
    return {*traits_of(asked, is_asking=True).every} & {*traits_of(kept).every}


def test_a_text_finds_itself_by_everything_that_was_kept_of_it():
    assert shared(JA, JA) == {*traits_of(JA).every} != set()


def test_a_short_text_is_found_in_a_long_one_and_the_other_way_round():
    long = OTHER * 3 + JA + OTHER[::-1] * 2

    assert shared(JA, long)
    assert shared(long, JA)


def test_what_was_reworded_is_still_found():
    assert shared(JA.replace("当該端末", "同端末").replace("不審な", "怪しい") + "続報する。", JA)


def test_other_things_share_nothing():
    assert shared(JA, OTHER) == set()


def test_an_address_is_one_number_however_it_was_blunted_and_wherever_it_stands():
    listed = OTHER * 20 + "198.51.100.77"

    assert {*traits_of("hxxp://198[.]51[.]100[.]77/x から").signs} & {*traits_of(listed).signs}


def test_words_of_the_trade_find_each_other_in_both_languages():
    ja = "ランサムウェア、フィッシング、マルウェア、標的型メールがあった"
    en = "ransomware and phishing by targeted e-mail, malware left behind"

    assert shared(ja, en)


def test_few_are_kept_of_a_text_that_never_ends():
    assert len(traits_of(JA * 500 + " ".join(f"10.0.{n}.1" for n in range(200))).every) <= 50


def test_they_fit_the_column():
    assert all(-(2**63) <= one < 2**63 for one in traits_of(JA).every)


def test_who_wrote_and_what_is_ticked_in_every_form_is_not_compared():
    content = {
        "title": "不審な通信を確認した端末について",
        "source_desk": "潮見電力株式会社のセキュリティ窓口",
        "impact": ["none"],
    }

    assert compared(content) == "不審な通信を確認した端末について"


def test_nothing_keeps_nothing():
    assert traits_of("").every == traits_of("はい").every == ()
