"""How sure a sender is, by the tags of an attribute or of its event: known taxonomies as the number that STIX keeps."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from noroshi.stix.confidence import CANNOT_BE_JUDGED, confidence

OWN: Final = MappingProxyType(
    {
        "completely-confident": 100,
        "usually-confident": 75,
        "fairly-confident": 50,
        "rarely-confident": 25,
        "unconfident": 0,
    }
)
"""MISP's own levels and what its taxonomy gives as their numbers."""
JUDGMENT: Final = MappingProxyType({"high": "high", "moderate": "med", "low": "low"})
EVEN: Final = "roughly-even-chance"


def certainty(*tagged: Iterable[str]) -> int | None:
    """The nearest that says something counts; of several there the lowest: nobody is made surer than it was."""
    for labels in tagged:
        said = [value for label in labels if (value := _of(label)) is not None]
        if said:
            return min(said)
    return None


def _of(label: str) -> int | None:
    name, _, value = label.partition("=")
    word = value.strip().strip('"').lower()
    match name.strip().lower():
        case "misp:confidence-level":
            return OWN.get(word)
        case "admiralty-scale:information-credibility" if word != CANNOT_BE_JUDGED:
            return confidence("admiralty", word)
        case "estimative-language:likelihood-probability":
            return confidence("dni", "roughly-even" if word == EVEN else word)
        case "estimative-language:confidence-in-analytic-judgment":
            return confidence("level", JUDGMENT.get(word, ""))
    return None
