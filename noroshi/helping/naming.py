"""Before a request goes further: words of one's own, and none that say who asked first (C-159)."""

from collections.abc import Iterable, Mapping

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_desks
from noroshi.directory.models import Person
from noroshi.helping.errors import NamesTheAsker
from noroshi.helping.models import HelpExtract, HelpRequest, HelpStep
from noroshi.reports.sources import MAILS, NAMES, NUMBERS, PEOPLE, known_of_house
from noroshi.traces import Known, find_own


def must_not_name_the_asker(viewer: Viewer, upper: HelpRequest, texts: Iterable[str]) -> None:
    known = _known_of_asker(viewer, upper)
    found = [one.text for text in texts for one in find_own(text, known)]
    if found:
        raise NamesTheAsker(found="、".join(dict.fromkeys(found)))


def _known_of_asker(viewer: Viewer, upper: HelpRequest) -> Known:
    """Its house and desks by the directory, its people by what they did here, and what it has shown of itself."""
    home = upper.by_desk.organization
    desks = {desk.pk: desk for desk in known_desks(viewer.seat).filter(organization=home)}
    shown = _shown(viewer, upper)
    mails = _of(shown, MAILS)
    return known_of_house(home, {upper.by_desk_id: upper.by_desk, **desks}.values()) | Known(
        names=_of(shown, NAMES),
        people=(*_people(viewer, upper), *_of(shown, PEOPLE)),
        telephones=_of(shown, NUMBERS),
        mails=mails,
        domains=tuple(mail.rpartition("@")[2] for mail in mails),
    )


def _people(viewer: Viewer, upper: HelpRequest) -> tuple[str, ...]:
    moves = readable_by(viewer, HelpStep.objects.filter(request=upper, desk=upper.by_desk_id))
    rows = Person.objects.filter(pk__in=[upper.by_id, *moves.values_list("by", flat=True)])
    return tuple(name for row in rows for name in (row.name_ja, row.name_kana, row.name_en) if name)


def _shown(viewer: Viewer, upper: HelpRequest) -> Mapping[str, str]:
    extracts = readable_by(viewer, HelpExtract.objects.filter(request=upper))
    return next(iter(extracts.values_list("shown", flat=True)), {})


def _of(shown: Mapping[str, str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for name in names if (text := shown.get(name, "").strip()))
