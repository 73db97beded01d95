"""What somebody at a profile may hear."""

from noroshi.vocabulary.errors import Refusal


class ProfileNamedTwice(Refusal):
    code, status = "profile_named_twice", 409
    ja = "同じ名前のプロファイルがあります。別の名前にしてください。"
    en = "There is a profile of that name already. Choose another name."


class ThresholdOutside(Refusal):
    code, status = "threshold_outside", 422
    ja = "しきい値は5から100までの数で入力してください。"
    en = "A threshold is a number from 5 to 100."


class NotAnAsset(Refusal):
    code, status = "not_an_asset", 422
    ja = "「{text}」はネットワークまたはドメイン名として読めません。"
    en = "“{text}” cannot be read as a network or a domain."


class TooManyWishes(Refusal):
    code, status = "too_many_wishes", 422
    ja = "一つの欄に書けるのは200件までです。"
    en = "At most 200 entries fit into one field."


class UnknownSector(Refusal):
    code, status = "unknown_sector", 422
    ja = "「{text}」という分野は知られていません。"
    en = "No sector is called “{text}”."


class DecisionEndsBefore(Refusal):
    code, status = "decision_ends_before", 422
    ja = "期限は、いまより後にしてください。"
    en = "The end must lie in the future."


class NotSureEnough(Refusal):
    code, status = "not_sure_enough", 409
    ja = "自動で送るには、情報源の確度が80以上であることが必要です。"
    en = "To be sent by itself its source's confidence must be 80 or more."


class ConfirmedAlready(Refusal):
    code, status = "confirmed_already", 409
    ja = "この情報は既に確認済みです。"
    en = "This has been confirmed already."
