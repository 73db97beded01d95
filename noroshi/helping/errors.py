"""Why a request for help is refused, in words."""

from noroshi.vocabulary.errors import Refusal


class NotAHelper(Refusal):
    code, status = "not_a_helper", 422
    ja = "技術的な支援は、ISACか横断的情報共有組織の窓口に依頼してください。"
    en = "Ask a desk of an ISAC or of a cross-sector hub for technical help."


class OwnHelp(Refusal):
    code, status = "own_help", 422
    ja = "自分の組織には依頼できません。"
    en = "Nobody asks the own house."


class NotNow(Refusal):
    code, status = "help_not_now", 409
    ja = "この依頼は、いまの状態ではその操作ができません。読み直してから続けてください。"
    en = "That cannot be done with this request as it stands now. Read it again, then continue."


class ConsentMissing(Refusal):
    code, status = "help_consent_missing", 409
    ja = "取り次ぐには、依頼元の同意が必要です。先に同意を求めてください。"
    en = "It may be passed on only with the consent of whoever asked. Ask for that first."


class HelpPassedOnAlready(Refusal):
    code, status = "help_passed_on_already", 409
    ja = "この依頼は、すでにその窓口に取り次いでいます。"
    en = "It was passed on to that desk already."


class OnlyOwnItems(Refusal):
    code, status = "only_own_items", 403
    ja = "見せられるのは、自分の組織が書いた情報だけです。"
    en = "Only what your own house has written can be shown."


class NotOnTheRoster(Refusal):
    code, status = "not_on_the_roster", 422
    ja = "この窓口の名簿に載っている人を選んでください。"
    en = "Choose somebody who stands on the roster of this desk."


class NamesTheAsker(Refusal):
    code, status = "names_the_asker", 409
    ja = "依頼元を示す言葉が残っています（{found}）。書き直してください。"
    en = "The words say who asked first ({found}). Please put them in other words."
