"""What can go wrong with advisories, in the words of those who issue and receive them."""

from noroshi.vocabulary.errors import Refusal


class NotTheCenter(Refusal):
    code, status = "not_the_center", 403
    ja = "情報提供を出せるのは内閣官房の席だけです。"
    en = "Only a desk of the center issues advisories."


class NotAnAdvisory(Refusal):
    code, status = "not_an_advisory", 422
    ja = "これは情報提供ではありません。"
    en = "This is not an advisory."


class DestinationNeeded(Refusal):
    code, status = "destination_needed", 422
    ja = "提供先の省庁と分野を一つ以上選んでください。"
    en = "Choose at least one ministry and sector."


class OwnAdvisory(Refusal):
    code, status = "own_advisory", 422
    ja = "自分の席が出した情報提供に、受領は返せません。"
    en = "Your own desk issued this; there is nothing to acknowledge."


class NotToBeRelayed(Refusal):
    code, status = "not_to_be_relayed", 403
    ja = "この席は情報提供を展開する立場にありません。"
    en = "Your desk does not relay advisories."


class SecondPersonNeeded(Refusal):
    code, status = "second_writer_needed", 409
    ja = "書いた人だけでは発出できません。同じ席の別の人が確かめて発出します。"
    en = "Those who wrote it do not issue it. Another person of the desk looks at it and issues it."


class WriterCannotReturn(Refusal):
    code, status = "writer_cannot_return", 403
    ja = "差し戻せるのは、書いていない人だけです。"
    en = "Only somebody who did not write it sends it back."


class NothingToRelease(Refusal):
    code, status = "nothing_to_release_here", 409
    ja = "この情報提供は、確認を待っていません。"
    en = "This advisory does not wait for a second person."


class AloneOnlyWarnings(Refusal):
    code, status = "alone_only_warnings", 422
    ja = "一人で発出できるのは、重要度が警報のときだけです。"
    en = "One person alone issues only what is marked as a warning."


class ReleaseReasonNeeded(Refusal):
    code, status = "release_reason_needed", 422
    ja = "理由を書いてください。"
    en = "Say why."


class NothingAskedOfTier(Refusal):
    code, status = "nothing_asked_of_tier", 422
    ja = "この情報提供は、この層に何も求めていません。"
    en = "This advisory asks nothing of that tier."
