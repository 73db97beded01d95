"""Who may see what: a marking that nobody has written yet, laid over today's directory. Nothing is stored."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.editions import wishes
from noroshi.editions.explaining import preview
from noroshi.editions.previews import PreviewTold, told
from noroshi.editions.wishes import MarkingWish
from noroshi.sharing.marking import PartMarking, refuse_contradictions
from noroshi.vocabulary import Leg, TableVariant, Tlp


@dataclass(frozen=True, slots=True)
class Way:
    """The form that is filled and the leg that it travels: the list printed there governs."""

    variant: TableVariant
    leg: Leg


WAYS: tuple[Way, ...] = (
    Way(TableVariant.REPORT_FORM, Leg.OPERATOR_TO_MINISTRY),
    Way(TableVariant.REPORT_FORM, Leg.CEPTOAR_TO_MINISTRY),
    Way(TableVariant.REPORT_FORM, Leg.MINISTRY_TO_CENTER),
    Way(TableVariant.ADVISORY_FORM, Leg.CENTER_TO_MINISTRY),
    Way(TableVariant.TABLE4, Leg.OTHER),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks. Parties as in `wishes`."""

    way: Way | None = None
    tlp: Tlp = Tlp.AMBER
    sectors: Collection[str] = ()
    receivers: Collection[UUID] = ()
    additions: Collection[str] = ()
    exclusions: Collection[str] = ()
    withheld_tlp: Tlp | None = None
    withheld_readers: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Explored:
    """`withheld` is the range of fields that are held back, when the question holds any back."""

    way: Way
    sectors: tuple[str, ...]
    whole: PreviewTold
    withheld: PreviewTold | None


def usual_way(viewer: Viewer) -> Way:
    """What a desk of this organization usually fills."""
    kind = "advisory" if wishes.marking(viewer, MarkingWish(), "advisory").leg is Leg.CENTER_TO_MINISTRY else "report"
    usual = wishes.marking(viewer, MarkingWish(), kind)
    way = Way(usual.variant, usual.leg)
    return way if way in WAYS else WAYS[-1]


def explore(viewer: Viewer, question: Question) -> Explored:
    way = question.way or usual_way(viewer)
    wish = MarkingWish(
        tlp=question.tlp,
        sectors=question.sectors,
        receivers=question.receivers,
        additions=question.additions,
        exclusions=question.exclusions,
    )
    marking = replace(wishes.marking(viewer, wish, "notice"), variant=way.variant, leg=way.leg)
    refuse_contradictions(marking)
    part = _part(viewer, question)
    return Explored(
        way=way,
        sectors=tuple(sorted(marking.sectors)),
        whole=told(viewer, preview(marking)),
        withheld=told(viewer, preview(marking.for_part(part))) if part else None,
    )


def _part(viewer: Viewer, question: Question) -> PartMarking | None:
    if question.withheld_tlp is None and not question.withheld_readers:
        return None
    readers = wishes.parties(viewer, question.withheld_readers) if question.withheld_readers else None
    return PartMarking(frozenset({"withheld"}), question.withheld_tlp, readers)
