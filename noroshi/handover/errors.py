"""Why a note cannot be taken over."""

from noroshi.vocabulary.errors import Refusal


class OwnNote(Refusal):
    code, status = "own_note", 409
    ja = "自分が書いた引継ぎは、自分では引き受けられません。次の当番の方が「引き受けました」を押してください。"
    en = "You wrote this note yourself. Somebody else of the desk takes it over."


class NothingToTakeOver(Refusal):
    code, status = "nothing_to_take_over", 409
    ja = "引き受ける引継ぎはありません。"
    en = "There is no note to take over."
