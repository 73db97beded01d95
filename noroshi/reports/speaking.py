"""Before an answer goes up from the desk that took a name out: it may not say whose it was (C-086)."""

from noroshi.asking.errors import NamesTheSource
from noroshi.asking.events import Words, speaking
from noroshi.audiences.queries import readable_by
from noroshi.editions import pseudonyms
from noroshi.editions.models import Derivation, Edition
from noroshi.editions.queries import edition_readable_by, ids_readable_by
from noroshi.reports.sources import known_of
from noroshi.traces import find_own


def must_not_name_the_source(said: Words) -> None:
    """What is the source's own, in all its forms. What the desk may not read any more it cannot look for."""
    if not said.text or not said.edition.is_derived or said.edition.originator_desk_id != said.viewer.desk_id:
        return
    found = [text for source in _sources(said) for text in _own_words(said, source)]
    if found:
        raise NamesTheSource(found="、".join(dict.fromkeys(found)))


def _sources(said: Words) -> list[Edition]:
    links = readable_by(said.viewer, Derivation.objects.filter(derived=said.edition))
    ids = ids_readable_by(said.viewer, [pseudonyms.open_(bytes(link.sealed_source))[0] for link in links])
    return list(Edition.objects.filter(public_id__in=ids))


def _own_words(said: Words, source: Edition) -> list[str]:
    reading = edition_readable_by(said.viewer, source.public_id)
    return [one.text for one in find_own(said.text, known_of(said.viewer, reading))]


def listen() -> None:
    speaking.listen(must_not_name_the_source)
