"""How far the range goes under which something is held. A source may have been widened since: what came before is what it was."""

from functools import lru_cache

from noroshi.sharing.definitions import Definition, parse
from noroshi.stix.markings import Limit
from noroshi.vocabulary import Tlp


def limit_of_range(found: Definition | None) -> Limit:
    """What cannot be read is the strictest."""
    if found is None:
        return Limit(Tlp.RED)
    return Limit(found.marking.tlp, own_organization=found.marking.tlp is Tlp.RED and bool(found.opened))


@lru_cache(maxsize=4096)
def limit_held(sentence: str | None) -> Limit:
    """Of the sentence as it is kept: the same words always mean the same."""
    return limit_of_range(parse(sentence) if sentence else None)
