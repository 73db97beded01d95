"""What a form says in one field: the value, how sure the writer is, and whether a name was taken out (第2次行動計画 別添3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from noroshi.vocabulary.word import Word


class Certainty(Word):
    """How sure the writer is. Nothing said means that it is stated as known."""

    ESTIMATE = "estimate", "推定", "estimate"
    UNCONFIRMED = "unconfirmed", "未確認", "unconfirmed"


@dataclass(frozen=True, slots=True)
class Said:
    """Empty, invented and taken out are three different things: `is_anonymized` says the last. `correction` says why it was put right."""

    value: Any = ""
    certainty: Certainty | None = None
    basis: str = ""
    is_anonymized: bool = False
    correction: str = ""

    @classmethod
    def of(cls, raw: Any) -> Self:
        """From an edition's content, where a value about which nothing more is said stands alone."""
        if not isinstance(raw, Mapping):
            return cls(raw)
        certainty = Certainty.of(raw["certainty"]) if raw.get("certainty") else None
        is_anonymized, correction = raw.get("anonymized", False) is True, raw.get("correction", "")
        return cls(raw.get("value", ""), certainty, raw.get("basis", ""), is_anonymized, correction)

    def plain(self) -> Any:
        """As it is kept: alone, or with what is said about it."""
        more = {
            "certainty": self.certainty.value if self.certainty else "",
            "basis": self.basis,
            "anonymized": self.is_anonymized,
            "correction": self.correction,
        }
        said = {name: value for name, value in more.items() if value}
        return {"value": self.value, **said} if said else self.value

    @property
    def is_empty(self) -> bool:
        return self.value in ("", None, [], {}) and not self.is_anonymized
