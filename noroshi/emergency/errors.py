"""What can go wrong in an emergency, in the words of those who are in a hurry."""

from noroshi.vocabulary.errors import Refusal


class WarningsOnly(Refusal):
    code, status = "warnings_only", 422
    ja = "直接送れるのは、自分の席が出した情報提供のうち、重要度が警報のものだけです。"
    en = "Only an advisory of your own desk that is marked as a warning goes directly."


class UrgencyNeeded(Refusal):
    code, status = "urgency_needed", 422
    ja = "特に急ぐ理由を書いてください。受領証に残ります。"
    en = "Say why it is specially urgent. It stays on the receipt."


class NotDirectly(Refusal):
    code, status = "not_directly", 409
    ja = "直接送れない相手が含まれています。いまの一覧を確かめてください。"
    en = "Somebody named cannot be sent to directly. Look at the list as it is now."


class HotlineClosed(Refusal):
    code, status = "hotline_closed", 409
    ja = "このホットラインは閉じられています。必要なら新しく開いてください。"
    en = "This hotline is closed. Open another if you need one."


class HotlineNeedsOperator(Refusal):
    code, status = "hotline_needs_operator", 422
    ja = "重要インフラ事業者等の席を選んでください。"
    en = "Choose a desk of an operator."


class TitleNeeded(Refusal):
    code, status = "title_needed", 422
    ja = "何についてかを書いてください。"
    en = "Say what it is about."


class WordsNeeded(Refusal):
    code, status = "words_needed", 422
    ja = "本文を書いてください。"
    en = "Write something."


class EndNeeded(Refusal):
    code, status = "end_needed", 422
    ja = "終わりの日時は、いまから31日以内で選んでください。"
    en = "Choose an end within the next 31 days."


class ModeReasonNeeded(Refusal):
    code, status = "mode_reason_needed", 422
    ja = "理由を書いてください。関係する席のすべてに示されます。"
    en = "Say why. All desks concerned read it."


class AnotherConfirms(Refusal):
    code, status = "another_confirms", 403
    ja = "同じ席の別の人が確認します。"
    en = "Another person of the desk confirms this."


class ModeOver(Refusal):
    code, status = "mode_over", 409
    ja = "もう終わっています。"
    en = "It is over already."


class SectorsNeeded(Refusal):
    code, status = "sectors_needed", 422
    ja = "関係する分野を一つ以上選んでください。"
    en = "Choose at least one sector."


class NoEmergencyNow(Refusal):
    code, status = "no_emergency_now", 409
    ja = "この席に関わる災害・テロの体制は、いまありません。"
    en = "No emergency mode concerns your desk now."


class NotSuggested(Refusal):
    code, status = "not_suggested", 409
    ja = "共有範囲に入らない相手が含まれています。いまの一覧を確かめてください。"
    en = "Somebody named is outside the sharing scope. Look at the list as it is now."


class SituationOver(Refusal):
    code, status = "situation_over", 409
    ja = "この記録は閉じられています。"
    en = "This record is closed."


class OperatorsOnly(Refusal):
    code, status = "operators_only", 403
    ja = "この案内は、重要インフラ事業者等の席のためのものです。"
    en = "This guide is for desks of operators."
