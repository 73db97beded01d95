"""What can go wrong with footings, pledges and disposals, in words that say what to do."""

from noroshi.vocabulary.errors import Refusal


class PledgeFirst(Refusal):
    code, status = "pledge_first", 403
    ja = "先に、誓約・取扱いルールの確認が必要です。"
    en = "Read and accept the pledges and handling rules first."


class PledgeOver(Refusal):
    code, status = "pledge_over", 409
    ja = "この版は、もう使われていません。いまの版を確かめてください。"
    en = "This version is no longer in force. Look at the current one."


class OnlyOfReports(Refusal):
    code, status = "only_of_reports", 409
    ja = "開示についての了承を記録できるのは、情報連絡だけです。"
    en = "Consent to disclosure is recorded for reports only."


class StatutorySaid(Refusal):
    code, status = "statutory_said", 409
    ja = "法令等による報告として送られています。根拠は法令のままにしてください。"
    en = "This was sent as a statutory report. Its ground stays the law."


class PeriodTooShort(Refusal):
    code, status = "period_too_short", 422
    ja = "保存期間は30日以上36500日以下で入力してください。"
    en = "Choose a period of 30 to 36,500 days."


class HoldReasonNeeded(Refusal):
    code, status = "hold_reason_needed", 422
    ja = "処分を止める理由を書いてください。"
    en = "Say why it must not be disposed of."


class HeldAlready(Refusal):
    code, status = "held_already", 409
    ja = "この席では、もう処分を止めています。"
    en = "Your desk holds it already."


class NothingDue(Refusal):
    code, status = "nothing_due", 409
    ja = "保存期間を過ぎたものは、いまはありません。"
    en = "Nothing is past its period now."


class AnotherDisposes(Refusal):
    code, status = "another_disposes", 403
    ja = "処分は、同じ席の別の人が確認します。対象のすべてを読める人に頼んでください。"
    en = "Another person of the desk confirms a disposal, one who may read all that goes."


class DisposalOver(Refusal):
    code, status = "disposal_over", 409
    ja = "この処分は、もう終わっているか、取りやめられています。"
    en = "This disposal is done or withdrawn already."


class DisposalOpen(Refusal):
    code, status = "disposal_open", 409
    ja = "確認待ちの処分があります。先にそれを確認するか、取りやめてください。"
    en = "A disposal is waiting already. Confirm it or withdraw it first."
