"""What changed is shown by words and numbers, and nothing of either wording is lost."""

from hypothesis import given
from hypothesis import strategies as st

from noroshi.vocabulary.differences import Piece, pieces


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


@given(st.text(), st.text())
def test_both_wordings_can_be_read_back_whole(before: str, after: str) -> None:
    found = pieces(before, after)

    assert "".join(piece.text for piece in found if piece.kind != "new") == before
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after
