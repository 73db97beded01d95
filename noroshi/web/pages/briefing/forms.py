"""What is asked of whoever composes a page, decides by it, or takes a decision back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.audiences.viewer import Viewer
from noroshi.briefing.actions import BriefingWish, Option
from noroshi.briefing.offered import items_offered, orders_offered
from noroshi.briefing.queries import BriefingShown
from noroshi.response.queries import OrderLine
from noroshi.web import plain_sight
from noroshi.web.pages.briefing.words import due
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.response.words import desk_choices

LONG = forms.Textarea(attrs={"rows": 3})
WHEN: Final = "%Y-%m-%dT%H:%M"
MOST_NAMED: Final = 40


class ComposeForm(forms.Form):
    """Two options at least; what each means for the service and for what the house owes to others."""

    title = forms.CharField(label=gettext_lazy("What is to be decided, in one line"), max_length=120)
    sources = forms.MultipleChoiceField(label=gettext_lazy("Items on the page"), widget=forms.CheckboxSelectMultiple)
    orders = forms.MultipleChoiceField(
        label=gettext_lazy("Orders on the page"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Shown as they stand, to those who may read them. Nobody is given one by this page."),
    )
    figures = forms.BooleanField(
        label=gettext_lazy("Figures of our orders at this moment"),
        required=False,
        initial=True,
        help_text=gettext_lazy("How many are open, overdue and finished, and the systems concerned."),
    )
    situation = forms.CharField(
        label=gettext_lazy("What it means for us"), required=False, max_length=4000, widget=LONG
    )
    damage = forms.CharField(label=gettext_lazy("Our damage"), required=False, max_length=4000, widget=LONG)
    to = forms.ChoiceField(label=gettext_lazy("Desk that decides"))
    hands_on = forms.BooleanField(
        label=gettext_lazy("Share these items with that desk, each as far as its range allows"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "An item that may not go there stays off its page. What you write yourself is read there."
        ),
    )

    def __init__(self, viewer: Viewer, named: "Named", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "sources": [(str(one.public_id), _choice(line_shown(one))) for one in items_offered(viewer, named.items)],
            "orders": [
                (str(one.public_id), _order_choice(one)) for one in orders_offered(viewer, named.orders, named.items)
            ],
            "to": desk_choices(viewer),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # of choice fields
        for number in (1, 2, 3):
            self._option(number)

    def _option(self, number: int) -> None:
        words = {"n": number}
        named = forms.CharField(label=_("Option %(n)d") % words, required=number < 3, max_length=120)
        service = forms.CharField(label=_("For the service: option %(n)d") % words, required=False, widget=LONG)
        duties = forms.CharField(label=_("For obligations: option %(n)d") % words, required=False, widget=LONG)
        self.fields |= {f"option_{number}": named, f"service_{number}": service, f"duties_{number}": duties}

    def wish(self) -> BriefingWish:
        said = self.cleaned_data
        options = [
            Option(said[f"option_{n}"], said[f"service_{n}"], said[f"duties_{n}"])
            for n in (1, 2, 3)
            if said[f"option_{n}"]
        ]
        sources = [UUID(one) for one in said["sources"]]
        return BriefingWish(
            said["title"],
            sources,
            UUID(said["to"]),
            said["situation"],
            said["damage"],
            options,
            hands_on=said["hands_on"],
            orders=[UUID(one) for one in said["orders"]],
            figures=said["figures"],
        )


@dataclass(frozen=True, slots=True)
class Named:
    """What one came from, or had chosen already: offered however old it is."""

    items: tuple[UUID, ...]
    orders: tuple[UUID, ...]

    @classmethod
    def by(cls, request: HttpRequest) -> Self:
        items = (*request.GET.getlist("item"), *request.POST.getlist("sources"))
        orders = (*request.GET.getlist("order"), *request.POST.getlist("orders"))
        return cls(_ids(items), _ids(orders))


class DecideForm(forms.Form):
    option = forms.ChoiceField(label=gettext_lazy("What is decided"), widget=forms.RadioSelect)
    words = forms.CharField(label=gettext_lazy("In your words"), required=False, max_length=4000, widget=LONG)
    to = forms.MultipleChoiceField(
        label=gettext_lazy("Order it to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_at = forms.DateTimeField(
        label=gettext_lazy("By when"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
        input_formats=[WHEN, "%Y-%m-%d %H:%M"],
        help_text=gettext_lazy("For the orders. Left empty, they are due in a week."),
    )

    def __init__(self, viewer: Viewer, page: BriefingShown, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(str(number), one.name) for number, one in enumerate(page.options)]
        self.fields["option"].choices = options  # type: ignore[attr-defined]  # of a choice field
        self.fields["to"].choices = desk_choices(viewer)  # type: ignore[attr-defined]  # likewise


class TakeBackForm(forms.Form):
    """`number` is what of the page was seen when it was opened."""

    number = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why it is taken back"),
        max_length=400,
        widget=LONG,
        help_text=gettext_lazy("It stays beside the decision, and goes to the desks that have an order by it."),
    )


def _choice(line: LineShown) -> str:
    name = " ".join(filter(None, (line.title, line.number)))
    return f"{plain_sight.visible(name)} ({line.organization}, TLP:{line.tlp.value.upper()})"


def _order_choice(line: OrderLine) -> str:
    told = " · ".join((line.desk.name(language()), due(line), line.state.label(language())))
    return f"{plain_sight.visible(line.title)} ({told})"


def _ids(given: Iterable[str]) -> tuple[UUID, ...]:
    """What is no id is as if it were not there."""
    found = []
    for one in given:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))[:MOST_NAMED]
