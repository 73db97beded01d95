"""Refusals: a stable code for machines, a sentence for people."""

import pytest

from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields, NotFound, Refusal, refusals


class LampMissing(Refusal):
    """Stands for a refusal of some room."""

    code, status = "lamp_missing", 409
    ja = "{color} の灯りがありません。"
    en = "There is no {color} lamp."


class LampRequired(Refusal):
    """A refusal that serves as a field's word."""

    code, status = "lamp_required", 422
    ja = "灯りを選んでください。"
    en = "Choose a lamp."


def test_a_refusal_speaks_both_languages() -> None:
    refused = LampMissing(color=Tlp.AMBER)

    assert refused.message("ja") == "特定分野・関係者限り の灯りがありません。"
    assert refused.message("en") == "There is no AMBER: concerned parties of named sectors lamp."


def test_a_refusal_without_its_parameters_cannot_be_raised() -> None:
    with pytest.raises(TypeError, match="color"):
        LampMissing()


def test_every_refusal_is_known_by_its_code() -> None:
    assert refusals()["lamp_missing"] is LampMissing
    assert refusals()["not_found"] is NotFound


def test_missing_and_forbidden_are_one_answer() -> None:
    assert NotFound.status == 404


def test_a_code_belongs_to_one_refusal() -> None:
    with pytest.raises(TypeError, match="already belongs"):
        type("OtherLamp", (Refusal,), {"code": "lamp_missing", "ja": "別", "en": "other"})


def test_a_refusal_must_speak_both_languages_alike() -> None:
    with pytest.raises(TypeError, match="same parameters"):
        type("HalfLamp", (Refusal,), {"code": "half_lamp", "ja": "{a}", "en": "{b}"})


def test_a_refusal_without_code_or_words_is_no_refusal() -> None:
    with pytest.raises(TypeError, match="must give"):
        type("MuteLamp", (Refusal,), {"code": "mute_lamp"})


def test_a_status_outside_the_agreed_ones_is_refused() -> None:
    with pytest.raises(TypeError, match="status"):
        type("OddLamp", (Refusal,), {"code": "odd_lamp", "status": 500, "ja": "あ", "en": "a"})


def test_fields_carry_their_own_words() -> None:
    refused = InvalidFields(fields={"lamp": ["lamp_required", "自由な言葉"]})

    assert refused.fields == {"lamp": ["lamp_required", "自由な言葉"]}
    assert refused.field_messages("en") == {"lamp": ["Choose a lamp.", "自由な言葉"]}
    assert refused.field_messages("ja") == {"lamp": ["灯りを選んでください。", "自由な言葉"]}


def test_a_stale_edit_hands_back_the_current_values() -> None:
    assert ChangedMeanwhile(current={"name": "灯台"}).current == {"name": "灯台"}
