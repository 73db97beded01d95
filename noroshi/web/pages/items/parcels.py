"""How far an own report has come, like a parcel: stations passed with their times, and those still ahead."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from noroshi.editions.queries import Line
from noroshi.reports.passed import NUMBER
from noroshi.reports.queries import Parcel, Passed
from noroshi.web.components import Hop, HopState
from noroshi.web.pages.directory.words import language, separator
from noroshi.web.pages.items.routes import DEEDS, Desk, shortened


def parcel_route(line: Line, parcel: Parcel) -> tuple[Hop, ...]:
    """Each place once, with everything that happened there; the first one ahead is where it lies now."""
    written = _("Recalled") if line.is_recalled else _("Written and sealed")
    state = HopState.BACK if line.is_recalled else HopState.DONE
    places: dict[str, list[tuple[str, datetime | None]]] = {_place(line.originator): [(written, line.sealed_at)]}
    for passed in parcel.passed:
        places.setdefault(_place(passed.desk), []).append((_deed(passed), passed.at))
    done = [
        Hop(place, separator().join(dict.fromkeys(words for words, _at in told)), _state(n, state), told[-1][1])
        for n, (place, told) in enumerate(places.items())
    ]
    return shortened((*done, *_ahead(parcel.ahead)))


def _state(number: int, first: HopState) -> HopState:
    return first if number == 0 else HopState.DONE


def _ahead(stations: Iterable[Passed]) -> Iterable[Hop]:
    for number, station in enumerate(stations):
        words = _("Arrived, not passed on yet") if number == 0 else _("Not there yet")
        yield Hop(_place(station.desk), words, HopState.AHEAD if number else HopState.NOW)


def _deed(passed: Passed) -> str:
    if passed.deed == NUMBER:
        return _("Received, number %(number)s") % {"number": passed.reference_number}
    return str(DEEDS.get(passed.deed, passed.deed))


def _place(desk: Desk) -> str:
    lang = language()
    return f"{desk.organization.name(lang)} {desk.name(lang)}"
