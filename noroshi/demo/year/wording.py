"""Chooses among wordings and fills in names, numbers and addresses, always from documentation ranges."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

SLOT: Final = re.compile(r"\{([^{}]+)\}")
NETWORKS: Final = ("192.0.2[.]", "198.51.100[.]", "203.0.113[.]")
HOSTS: Final = ("koshin", "static", "shiryo", "login", "cdn", "mail", "sync", "otoiawase", "files", "img")
PLACES: Final = ("kumonoue", "hiyodori", "suikazura", "tokonatsu", "mozuku", "yamabiko", "nanakusa", "irifune")
ENDINGS: Final = (".example[.]com", ".example[.]net", ".example[.]org")


@dataclass
class Words:
    """One case's words: a number that comes twice is the same number, alternatives are drawn anew."""

    random: Random
    names: Mapping[str, str]
    numbers: dict[str, str] = field(default_factory=dict)

    def one(self, text: str) -> str:
        """One of the wordings, filled."""
        wordings = _wordings(text)
        return self.fill(self.random.choice(wordings)) if wordings else ""

    def fill(self, text: str) -> str:
        while SLOT.search(text):
            text = SLOT.sub(self._slot, text)
        return text

    def _slot(self, found: re.Match[str]) -> str:
        name = found[1]
        if "/" in name:
            return str(self.random.choice(name.split("/")))
        return self.names.get(name) or self.numbers.setdefault(name, self._drawn(name))

    def _drawn(self, name: str) -> str:
        draw = self.random
        match name:
            case "n":
                return str(draw.randint(8, 28))
            case "minutes":
                return str(draw.randint(29, 58))
            case "hours":
                return str(draw.randint(2, 5))
            case "later":
                return str(draw.randint(6, 11))
            case "ip":
                return f"{draw.choice(NETWORKS)}{draw.randint(2, 250)}"
            case "host":
                return f"{draw.choice(HOSTS)}-{draw.choice(PLACES)}{draw.choice(ENDINGS)}"
            case _:
                raise KeyError(name)


def _wordings(text: str) -> list[str]:
    """`|` inside braces belongs to the braces; an empty wording means that nothing is said."""
    found, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if sign == "|" and depth == 0:
            found.append(text[start:place])
            start = place + 1
    return [*found, text[start:]]
