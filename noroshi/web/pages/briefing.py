"""One page for executives: the list with what is open, composing one, the page itself, its PDF, the decision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Final, Self
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.viewer import Viewer
from noroshi.briefing.actions import BriefingWish, Option, compose, decide, take_back
from noroshi.briefing.facts import Fact
from noroshi.briefing.figures import FiguresShown, OrdersOnPage
from noroshi.briefing.offered import items_offered, orders_offered
from noroshi.briefing.overview import OpenAdvisories, Overview, Quarter, overview
from noroshi.briefing.printing import printed
from noroshi.briefing.queries import BriefingShown, DecisionShown, briefing_shown, briefing_taken, briefings_readable_by
from noroshi.paper.glyphs import printable
from noroshi.paper.paper import Holder
from noroshi.response.queries import OrderLine
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vocabulary import Tlp
from noroshi.web import plain_sight
from noroshi.web.components import Crumb, Pager, Scope
from noroshi.web.moments import moment_words
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence, separator
from noroshi.web.pages.items.lines import LineShown, line_shown, lines_shown
from noroshi.web.pages.items.values import Reader
from noroshi.web.pages.needing import span
from noroshi.web.pages.response.words import RowShown, desk_choices, row_shown, rows_shown

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


@dataclass(frozen=True, slots=True)
class FactShown:
    """One field of one source, in the reader's words."""

    name: str
    text: str
    line: LineShown
    certainty: str
    basis: str


@dataclass(frozen=True, slots=True)
class PartShown:
    heading: str
    text: str
    facts: tuple[FactShown, ...]


@dataclass(frozen=True, slots=True)
class OrderShown:
    row: RowShown
    due: str


@dataclass(frozen=True, slots=True)
class OrdersShown:
    """`words` counts them."""

    rows: tuple[OrderShown, ...]
    words: str


@dataclass(frozen=True, slots=True)
class FigureShown:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class BriefingPage:
    id: UUID
    crumbs: tuple[Crumb, ...]
    scope: Scope
    shown: BriefingShown
    by: str
    parts: tuple[PartShown, ...]
    orders: OrdersShown
    figures: tuple[FigureShown, ...]
    figures_at: str


@dataclass(frozen=True, slots=True)
class QuarterShown:
    """`to_report` and `orders` are empty where there is nothing to say."""

    name: str
    reports: int
    to_report: str
    orders: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    crumbs: tuple[Crumb, ...]
    briefings: tuple[Any, ...]
    advisories: tuple[LineShown, ...]
    advisories_open: int
    pager: Pager
    orders: tuple[RowShown, ...]
    orders_open: int
    orders_late: int
    quarters: tuple[QuarterShown, ...]


@require_safe
@login_required
def briefings(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    asked = request.GET.get("page", "")
    found: Overview = overview(viewer, int(asked) if asked.isdecimal() and len(asked) < 6 else 1)
    page = OverviewPage(
        _crumbs(),
        tuple(briefings_readable_by(viewer)),
        lines_shown(found.advisories.lines),
        found.advisories.all,
        _pager(found.advisories),
        rows_shown(found.orders),
        found.counted.open,
        found.counted.late,
        tuple(_quarter_shown(one) for one in found.quarters),
    )
    return render(request, "briefing/list.html", {"page": page})


def _pager(found: OpenAdvisories) -> Pager:
    here = reverse("briefings")
    before = f"{here}?page={found.page - 1}#advisories" if found.page > 1 else ""
    after = f"{here}?page={found.page + 1}#advisories" if found.page < found.pages else ""
    return Pager(newer_url=before, older_url=after)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_briefing(request: HttpRequest) -> HttpResponse:
    """`?item=` and `?order=` tick what one came from."""
    viewer, named = viewer_of(request), Named.by(request)
    ticked = {"sources": [str(one) for one in named.items], "orders": [str(one) for one in named.orders]}
    form = ComposeForm(viewer, named, request.POST or None, initial=ticked)
    if request.method == "POST" and form.is_valid():
        made = tried(request, form, lambda: compose(viewer, form.wish()))
        if made is not None:
            return HttpResponseRedirect(reverse("briefing", args=[made.public_id]))
    crumbs = _crumbs(Crumb(_("Compose"), ""))
    return render(request, "briefing/new.html", {"form": form, "crumbs": crumbs}, status=status_of(request, form))


@require_safe
@login_required
def briefing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, viewer_of(request), public_id)


@require_POST
@login_required
def decide_briefing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    form = DecideForm(viewer, briefing_shown(viewer, public_id), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        to, number, due_at = [UUID(one) for one in said["to"]], int(said["option"]), said["due_at"]
        wished = partial(decide, viewer, public_id, number, words=said["words"], to=to, due_at=due_at)
        done = tried(request, form, wished)
        if done is not None:
            messages.success(request, _("Decided. It is kept with your name and the time."))
            return HttpResponseRedirect(reverse("briefing", args=[public_id]))
    return _page(request, viewer, public_id, form)


@require_POST
@login_required
def take_back_briefing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, form = viewer_of(request), TakeBackForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        wished = partial(take_back, viewer, public_id, said["reason"], read_number=said["number"])
        if tried(request, form, wished) is not None:
            messages.success(
                request, _("Taken back. Orders that nobody had begun are withdrawn; the others were told.")
            )
            return HttpResponseRedirect(reverse("briefing", args=[public_id]))
    return _page(request, viewer, public_id, back=form)


@require_safe
@login_required
def briefing_pdf(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    viewer = viewer_of(request)
    now = timezone.now()
    shown, holder = briefing_taken(viewer, public_id, now)
    content = printed(_data(shown, holder), now)
    return handed_over("briefing.pdf", len(content), iter([content]))


def _page(
    request: HttpRequest,
    viewer: Viewer,
    public_id: UUID,
    form: DecideForm | None = None,
    back: TakeBackForm | None = None,
) -> HttpResponse:
    shown = briefing_shown(viewer, public_id)
    words = _("As narrow as the strictest item on it.") if shown.line.tlp else _inside()
    scope = Scope(words, shown.line.tlp)
    crumbs = _crumbs(Crumb(shown.line.title, ""))
    page = BriefingPage(
        public_id,
        crumbs,
        scope,
        shown,
        shown.line.by.name(language()),
        _parts(shown),
        OrdersShown(_orders(shown.orders), _counted(shown.orders)),
        _figures(shown.figures),
        _as_of(shown.figures),
    )
    offered = (form or DecideForm(viewer, shown)) if shown.may_decide else None
    may_end = _take_back_form(shown, back)
    sent = form or back
    given = {"page": page, "form": offered, "back": may_end}
    return render(request, "briefing/page.html", given, status=status_of(request, sent) if sent else 200)


def _take_back_form(shown: BriefingShown, sent: TakeBackForm | None) -> TakeBackForm | None:
    """For whoever may, and for whoever was refused, with the words of the refusal."""
    if sent is not None and (shown.may_take_back or sent.non_field_errors()):
        return sent
    return TakeBackForm(initial={"number": shown.number}) if shown.may_take_back else None


def _parts(shown: BriefingShown) -> tuple[PartShown, ...]:
    found = (
        PartShown(_("What happened"), shown.situation, _facts(shown.happened)),
        PartShown(_("Damage"), shown.damage, _facts(shown.damages)),
        PartShown(_("Confirmed"), "", _facts(shown.confirmed)),
        PartShown(_("Not confirmed"), "", _facts(shown.unconfirmed)),
        PartShown(_("What others do"), "", _facts(shown.others)),
    )
    return tuple(one for one in found if one.text or one.facts)


def _facts(found: Sequence[Fact]) -> tuple[FactShown, ...]:
    return tuple(_fact(one) for one in found)


def _fact(one: Fact) -> FactShown:
    line = one.told.line
    value = Reader(scheme_of(line.scheme), line.sealed_at, {}).shown(one.field, one.said.plain())
    sure = value.certainty.label(language()) if value.certainty else ""
    return FactShown(
        sentence(one.field.label(language())),
        _when(value.at) if value.at else value.text,
        line_shown(line),
        sure,
        value.basis,
    )


def _orders(orders: OrdersOnPage) -> tuple[OrderShown, ...]:
    return tuple(OrderShown(row_shown(one), _due(one)) for one in orders.lines)


def _counted(orders: OrdersOnPage) -> str:
    words = {"all": len(orders.lines), "finished": orders.finished, "late": orders.late}
    return _("Of %(all)d: %(finished)d finished, %(late)d overdue.") % words


def _figures(found: FiguresShown | None) -> tuple[FigureShown, ...]:
    if found is None:
        return ()
    systems = separator().join(one.name for one in found.systems)
    named = f"{len(found.systems)} ({systems})" if systems else "0"
    return (
        FigureShown(_("Open orders"), str(found.open)),
        FigureShown(_("Of these overdue"), str(found.late)),
        FigureShown(_("Finished in the 30 days before"), str(found.finished)),
        FigureShown(_("Systems concerned"), named),
    )


def _as_of(found: FiguresShown | None) -> str:
    return _("As of %(at)s, over the orders that you may read.") % {"at": _when(found.at)} if found else ""


def _inside() -> str:
    """Nothing on it but the composer's own words."""
    return _("Seen from inside the organization only.")


def _data(shown: BriefingShown, holder: Holder) -> dict[str, Any]:
    """The same in the same order, as plain data for the sheet."""
    parts = [_printed(one.heading, one.text, [_row(fact) for fact in one.facts]) for one in _parts(shown)]
    options = [{"head": one.name, "text": one.service, "note": one.duties} for one in shown.options]
    orders = [_order_row(one) for one in _orders(shown.orders)]
    figures = [{"head": one.name, "text": one.value, "note": ""} for one in _figures(shown.figures)]
    decided = [
        {"head": f"{one.by.name(language())} {_when(one.at)}", "text": one.option.name, "note": _said(one)}
        for one in shown.decisions
    ]
    return {
        "title": printable(shown.line.title),
        "tlp": shown.line.tlp.label(language()) if shown.line.tlp else _inside(),
        "taken": printable(_("Taken away %(at)s") % {"at": f"{holder.desk} {holder.person} {_when(holder.at)}"}),
        "lang": language(),
        "parts": [
            *parts,
            *([_printed(_("Orders"), _counted(shown.orders), orders)] * bool(orders)),
            *([_printed(_("Figures"), _as_of(shown.figures), figures)] * bool(figures)),
            _printed(_("Options"), "", options),
            *([_printed(_("Decided"), "", decided)] * bool(decided)),
        ],
    }


def _said(one: DecisionShown) -> str:
    if one.taken_back is None:
        return one.words
    back = one.taken_back
    told = {"name": back.by.name(language()), "at": _when(back.at), "reason": back.reason}
    return "\n".join(filter(None, (one.words, _("Taken back by %(name)s %(at)s: %(reason)s") % told)))


def _printed(heading: str, text: str, rows: Sequence[dict[str, str]]) -> dict[str, Any]:
    clean = [{name: printable(value) for name, value in row.items()} for row in rows]
    return {"heading": printable(heading), "text": printable(text), "rows": clean}


def _row(fact: FactShown) -> dict[str, str]:
    tlp = Tlp.of(fact.line.tlp).value.upper()
    head = f"{fact.name} · {fact.line.organization} {fact.line.number} TLP:{tlp}"
    return {"head": head, "text": fact.text, "note": " ".join(filter(None, (fact.certainty, fact.basis)))}


def _order_row(one: OrderShown) -> dict[str, str]:
    row, late = one.row, _("Overdue") if one.row.is_late else ""
    told = " · ".join(filter(None, (row.desk, one.due, row.state, late)))
    return {"head": row.title, "text": told, "note": row.assets}


def _due(line: OrderLine) -> str:
    return _("due %(day)s") % {"day": _when(line.due_at)}


def _when(at: datetime) -> str:
    return moment_words(at, language())


def _choice(line: LineShown) -> str:
    name = " ".join(filter(None, (line.title, line.number)))
    return f"{plain_sight.visible(name)} ({line.organization}, TLP:{line.tlp.value.upper()})"


def _order_choice(line: OrderLine) -> str:
    told = " · ".join((line.desk.name(language()), _due(line), line.state.label(language())))
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


def _quarter_shown(one: Quarter) -> QuarterShown:
    words = {"kept": one.orders_in_time, "due": one.orders_due}
    return QuarterShown(
        _quarter(one.begins),
        one.reports,
        span(one.to_report) if one.to_report is not None else "",
        _("%(kept)d of %(due)d") % words if one.orders_due else "",
    )


def _quarter(begins: date) -> str:
    return _("Quarter %(quarter)d of %(year)d") % {"quarter": (begins.month + 2) // 3, "year": begins.year}


def _crumbs(*here: Crumb) -> tuple[Crumb, ...]:
    return Crumb(_("For executives"), reverse("briefings")), *here


urlpatterns = [
    path("briefings/", briefings, name="briefings"),
    path("briefings/new/", new_briefing, name="briefing_new"),
    path("briefings/<uuid:public_id>/", briefing, name="briefing"),
    path("briefings/<uuid:public_id>/decide/", decide_briefing, name="briefing_decide"),
    path("briefings/<uuid:public_id>/take-back/", take_back_briefing, name="briefing_take_back"),
    path("briefings/<uuid:public_id>/briefing.pdf", briefing_pdf, name="briefing_pdf"),
]
