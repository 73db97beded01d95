"""How far a color lets an item go, in one sentence: the same on the item itself and wherever else it is shown."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from noroshi.vocabulary import FormKind, Tlp

OF_THE_PLAN: Final[dict[Tlp, str | Promise]] = {
    Tlp.RED: gettext_lazy("For the named desks alone. Nobody but them may hold it."),
    Tlp.AMBER: gettext_lazy("For concerned parties of the named sectors, and there for those who need to know."),
    Tlp.GREEN: gettext_lazy("For parties of critical infrastructure. Not for the public."),
    Tlp.CLEAR: gettext_lazy("May be known to everybody."),
}
OF_A_SHEET: Final[dict[Tlp, str | Promise]] = {
    **OF_THE_PLAN,
    Tlp.AMBER: gettext_lazy("For the named organizations, and there for those who need to know."),
    Tlp.GREEN: gettext_lazy(
        "For the named desks and organizations, and the members of the named communities and ISACs."
    ),
}
"""A sheet goes to whom it names, and to nobody by the sector (デザインガイド 2.2.2)."""


def range_words(kind: str, tlp: Tlp) -> str:
    """What everybody may know who sees the color: never who holds it, nor how many."""
    return str((OF_A_SHEET if kind == FormKind.SHEET.value else OF_THE_PLAN)[tlp])
