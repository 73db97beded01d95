"""The way of an item, station by station, from the receipts that this desk keeps."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.editions.addressed import Addressed, addressed
from noroshi.editions.queries import Line, Receipt
from noroshi.sharing.parties import Naming
from noroshi.vocabulary import OrganizationKind
from noroshi.web.components import Hop, HopState
from noroshi.web.pages.directory.words import language, sector_name, separator

DEEDS: dict[str, str | Promise] = {
    "submit": gettext_lazy("Submitted"),
    "relay": gettext_lazy("Passed on"),
    "relay_anonymized": gettext_lazy("Passed on without the source"),
    "issue": gettext_lazy("Issued"),
    "post": gettext_lazy("Posted"),
    "publish": gettext_lazy("Published"),
}


def route_of(line: Line, receipts: Sequence[Receipt]) -> tuple[Hop, ...]:
    """Beginning with who wrote it; the latest station is where it stands."""
    lang = language()
    stations = [
        Hop(
            place=f"{line.originator.organization.name(lang)} {line.originator.name(lang)}",
            words=_("Recalled") if line.is_recalled else _("Written and sealed"),
            state=HopState.BACK if line.is_recalled else HopState.DONE,
            at=line.sealed_at,
        )
    ]
    stations += [_station(receipt) for receipt in receipts]
    return tuple(stations)


def _station(receipt: Receipt) -> Hop:
    lang = language()
    words = str(DEEDS.get(receipt.kind, receipt.kind))
    if receipt.to:
        words = _("%(deed)s to %(whom)s") % {"deed": words, "whom": called(addressed(receipt.to))}
    if receipt.is_by_order:
        words = _("%(deed)s (standing order)") % {"deed": words}
    return Hop(
        place=f"{receipt.from_desk.organization.name(lang)} {receipt.from_desk.name(lang)}",
        words=words,
        state=HopState.DONE,
        at=receipt.at,
    )


def called(parties: Sequence[Addressed]) -> str:
    return separator().join(party_name(party) for party in parties)


def party_name(party: Addressed) -> str:
    """A party in the reader's words."""
    english = language() == "en" and party.name_en
    name = str(party.name_en if english else party.name_ja)
    naming, _colon, which = party.text.partition(":")
    match naming:
        case Naming.KIND:
            return OrganizationKind.of(which).label(language())
        case Naming.SECTOR:
            return _("Sector %(sector)s") % {"sector": sector_name(which)}
        case Naming.CEPTOAR_MEMBERS:
            return _("Members of %(ceptoar)s") % {"ceptoar": name}
        case Naming.MINISTRY_FOR_SECTOR:
            sector = sector_name(which.partition("/")[2])
            return _("%(ministry)s for %(sector)s") % {"ministry": name, "sector": sector}
        case Naming.EVERYONE_IN_RANGE | Naming.PUBLIC:
            return Naming.of(naming).label(language())
        case _:
            return name
