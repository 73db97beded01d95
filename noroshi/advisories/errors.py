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
