"""The parts of the form in their states, for `/styleguide/`. The words are invented."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from noroshi.web.components import Choice
from noroshi.web.pages.drafts.fields import FieldShown, OptionGroup
from noroshi.web.pages.drafts.two_versions import Difference


@dataclass(frozen=True, slots=True)
class WritingSamples:
    moment: FieldShown
    doubted: FieldShown
    status: FieldShown
    difference: Difference


def writing_samples() -> WritingSamples:
    status = (
        Choice("stopped", _("Stopped"), is_chosen=True),
        Choice("running", _("Running")),
        Choice("", _("Not chosen")),
    )
    return WritingSamples(
        moment=FieldShown(
            id="sample_detected",
            kind="moment",
            label=_("Detected at"),
            mark="⑤",
            is_required=True,
            value="11/21 2:40頃",
            understood=_("Read as %s") % "2026-11-21 02:40",
            may_be_doubted=True,
        ),
        doubted=FieldShown(
            id="sample_occurred",
            kind="moment",
            label=_("Occurred at"),
            mark="⑤",
            value="XX",
            understood=_("Not read as a time. It is sent in these words."),
            warnings=(_("It is not said what this estimate rests on."),),
            may_be_doubted=True,
            certainty="estimate",
        ),
        status=FieldShown(
            id="sample_status", kind="segments", label=_("System status"), groups=(OptionGroup("", status),)
        ),
        difference=Difference(
            "f.sample",
            _("Summary of the event"),
            _("The terminal was cut off."),
            _("The terminal was cut off at 2:52."),
        ),
    )
