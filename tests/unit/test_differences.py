"""What changed is shown by words and numbers, and nothing of either wording is lost."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from noroshi.vocabulary.differences import Piece, only_grew, pieces
from noroshi.vocabulary.wording_cuts import sentences_of, words_of


def test_only_the_number_that_changed_is_marked() -> None:
    assert pieces("7.0 から 7.2.3 まで", "7.0 から 7.2.6 まで") == [
        Piece("7.0 から ", "kept"),
        Piece("7.2.3", "gone"),
        Piece("7.2.6", "new"),
        Piece(" まで", "kept"),
    ]


def test_wordings_with_little_in_common_stand_one_after_the_other() -> None:
    assert pieces("遠隔保守を止める。", "不明") == [Piece("遠隔保守を止める。", "gone"), Piece("不明", "new")]


def test_a_field_that_was_empty_is_all_new() -> None:
    assert pieces("", "委託先") == [Piece("委託先", "new")]


def test_a_line_that_stands_is_kept_though_everything_else_is_new() -> None:
    assert pieces("不審な通信\n調査中。", "不審な通信\n委託先の端末を経由していた。") == [
        Piece("不審な通信\n", "kept"),
        Piece("調査中。", "gone"),
        Piece("委託先の端末を経由していた。", "new"),
    ]


def test_an_ending_is_never_split() -> None:
    assert pieces("制御は停止している。", "制御は停止していない。") == [
        Piece("制御は停止", "kept"),
        Piece("している", "gone"),
        Piece("していない", "new"),
        Piece("。", "kept"),
    ]


def test_a_verb_is_told_with_its_ending() -> None:
    assert [piece.text for piece in pieces("端末を止めた。", "端末を止めていない。")] == [
        "端末を",
        "止めた",
        "止めていない",
        "。",
    ]


def test_a_sentence_put_between_two_others_is_all_that_is_new() -> None:
    assert pieces("端末を止めた。復旧した。", "端末を止めた。委託先に連絡した。復旧した。") == [
        Piece("端末を止めた。", "kept"),
        Piece("委託先に連絡した。", "new"),
        Piece("復旧した。", "kept"),
    ]


def test_a_figure_is_set_against_the_figure_in_its_place() -> None:
    assert pieces("約3,000件が漏えいした。", "3,124件が漏えいした。")[:2] == [
        Piece("約3,000", "gone"),
        Piece("3,124", "new"),
    ]


def test_a_text_that_goes_on_only_grew() -> None:
    assert only_grew("調査中。", "調査中。委託先を含めて調べている。")
    assert only_grew("止めた。\n戻した。", "止めた。\n調べた。\n戻した。")
    assert only_grew("", "何か")


def test_a_text_that_says_something_else_has_not_grown() -> None:
    assert not only_grew("停止し", "停止していない")
    assert not only_grew("1", "12")
    assert not only_grew("止めた。戻した。", "止めた。")


WORDED = st.text(st.sampled_from("停止端末をがはにでのもへとして いるない。、\nAb1.[]アイ"), max_size=40)


@given(st.one_of(st.text(), WORDED), st.one_of(st.text(), WORDED))
def test_both_wordings_can_be_read_back_whole(before: str, after: str) -> None:
    found = pieces(before, after)

    assert "".join(piece.text for piece in found if piece.kind != "new") == before
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after


@given(st.one_of(st.text(), WORDED))
def test_what_is_unchanged_is_never_told_as_changed(text: str) -> None:
    assert all(piece.kind == "kept" for piece in pieces(text, text))


@given(WORDED, WORDED)
def test_what_is_added_at_the_end_is_all_that_is_told(text: str, more: str) -> None:
    found = pieces(f"{text}。", f"{text}。{more}")

    assert [piece.kind for piece in found if piece.kind == "gone"] == []


@given(WORDED, WORDED)
def test_neighbors_differ_in_kind_and_none_is_empty(before: str, after: str) -> None:
    found = pieces(before, after)

    assert all(piece.text for piece in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))


@given(st.one_of(st.text(), WORDED))
def test_cut_into_words_or_sentences_a_text_is_still_itself(text: str) -> None:
    assert "".join(words_of(text)) == text
    assert "".join(sentences_of(text)) == text
