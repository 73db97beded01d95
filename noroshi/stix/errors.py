"""Each fault as a refusal, so that pages, mails and the API say it in their reader's language."""

from typing import Final

from noroshi.stix.faults import Fault
from noroshi.stix.wordings import WORDINGS
from noroshi.vocabulary.errors import Refusal


def _made(code: str) -> type[Refusal]:
    ja, en = WORDINGS[code]
    name = "Stix" + "".join(word.capitalize() for word in code.split("_"))
    said = {"code": f"stix_{code}", "status": 422, "ja": ja, "en": en, "__module__": __name__}
    return type(name, (Refusal,), said)


REFUSALS: Final = {code: _made(code) for code in WORDINGS}


def refusal_of(fault: Fault) -> Refusal:
    return REFUSALS[fault.code](given=fault.given)
