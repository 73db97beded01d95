"""What was found in the two texts and in files, in words: its kind, where it stands, what would take its place."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.reports.anonymizing import COMPANY, FILES, Finding, Step, Workbench
from noroshi.reports.enclosed import FileSeen
from noroshi.traces.files import Piece
from noroshi.web.pages.directory.words import language, separator
from noroshi.web.pages.stations.bench_shown import FileShown, FindingShown, KindShown
from noroshi.web.pages.stations.values import FormWords

MOST_FINDS: Final = 20
KINDS: Final[dict[str, str | Promise]] = {
    "name": gettext_lazy("Organization"),
    "group": gettext_lazy("Group of companies"),
    "contractor": gettext_lazy("Contractor"),
    "system": gettext_lazy("System"),
    "place": gettext_lazy("Place"),
    "product": gettext_lazy("Product"),
    "ourselves": gettext_lazy("“We”, “our company”"),
    "by_hand": gettext_lazy("Marked by hand"),
    "company": gettext_lazy("Company"),
    "person": gettext_lazy("Person"),
    "telephone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "url": gettext_lazy("URL"),
    "domain": gettext_lazy("Domain"),
    "address": gettext_lazy("IP address"),
    "host": gettext_lazy("Machine"),
}


def kinds_of(findings: Iterable[FindingShown], bench: Workbench) -> Iterable[KindShown]:
    """Where more than one of a kind is open and can be rewritten."""
    open_ = [one.number for one in findings if one.step == Step.OPEN and not one.in_file]
    counted = Counter(one.kind for one in bench.findings if one.number in open_)
    for code, count in counted.items():
        if count > 1:
            yield KindShown(code, str(KINDS.get(code, code)), count)


def finding_of(one: Finding, words: FormWords, bench: Workbench) -> FindingShown:
    places = dict.fromkeys(_place(spot.place, words, bench) for spot in one.outgoing or one.original)
    return FindingShown(
        number=one.number,
        key=one.key,
        kind=str(KINDS.get(one.kind, one.kind)),
        texts=separator().join(one.texts),
        instead=one.instead,
        step=one.step.value,
        is_known=one.is_known,
        is_company=one.kind == COMPANY,
        places=separator().join(places),
        in_file=bool(one.outgoing) and all(spot.place.startswith(FILES) for spot in one.outgoing),
        why=one.why.label(language()) if one.why else "",
        sureness=one.sureness.value,
        spoken=tuple(dict.fromkeys(spot.text for spot in one.outgoing)),
    )


def _place(place: str, words: FormWords, bench: Workbench) -> str:
    name, *steps = place.split(".")
    if name in FILES:
        return _("name of a file")
    label = words.label(name)
    if steps and steps[0].isdigit():
        return _("%(field)s, row %(number)d") % {"field": label, "number": int(steps[0]) + 1}
    return label


def file_of(one: FileSeen) -> FileShown:
    """Each find once, with the first place where it stands."""
    lang = language()
    finds = {each.trace.text: each for each in reversed(one.found.traces)}
    return FileShown(
        id=one.file.public_id,
        name=one.file.name,
        size=one.file.size,
        is_specimen=one.file.is_specimen,
        is_taken=one.copy is not None,
        copy=one.copy,
        is_new=one.is_new,
        finds=tuple(f"{text} ({_inside(each.piece, lang)})" for text, each in reversed(finds.items()))[:MOST_FINDS],
        unseen=tuple(dict.fromkeys(each.why.label(lang) for each in one.found.unseen)),
    )


def _inside(piece: Piece, lang: str) -> str:
    where = " ".join(part for part in (piece.part.label(lang), piece.detail) if part)
    return " › ".join([*piece.path, where])
