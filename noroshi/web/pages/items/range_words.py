"""How far a color lets an item go, in one sentence: the same on the item itself and wherever else it is shown."""

from django.utils.translation import gettext as _

from noroshi.vocabulary import FormKind, Tlp


def range_words(kind: str, tlp: Tlp) -> str:
    """What everybody may know who sees the color: never who holds it, nor how many."""
    return _of_a_sheet(tlp) if kind == FormKind.SHEET.value else _of_the_plan(tlp)


def _of_the_plan(tlp: Tlp) -> str:
    words = {
        Tlp.RED: _("For the named desks alone. Nobody but them may hold it."),
        Tlp.AMBER: _("For concerned parties of the named sectors, and there for those who need to know."),
        Tlp.GREEN: _("For parties of critical infrastructure. Not for the public."),
        Tlp.CLEAR: _("May be known to everybody."),
    }
    return words[tlp]


def _of_a_sheet(tlp: Tlp) -> str:
    """A sheet goes to whom it names, and to nobody by the sector (デザインガイド 2.2.2)."""
    words = {
        Tlp.AMBER: _("For the named organizations, and there for those who need to know."),
        Tlp.GREEN: _("For the named desks and organizations, and the members of the named communities and ISACs."),
    }
    return words.get(tlp) or _of_the_plan(tlp)
