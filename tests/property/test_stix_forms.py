"""Whatever a form holds comes back from its bundle; every object in it is valid; nothing in it is marked wider than the form."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noroshi.paper.paper import Enclosed, Paper
from noroshi.stix.forms import Answered, Around, bundle, content_of, read_bundle
from noroshi.stix.kinds import StixKind
from noroshi.stix.markings import limit_of, meant
from noroshi.stix.reading import Fault, read_all
from noroshi.vocabulary import SightingAnswer, Tlp
from tests.property.test_paper_round_trip import FORMS, PLAN4, Draft, content, drafts

AT = datetime(2026, 11, 21, 4, 5, 6, 789000, tzinfo=UTC)
WIDTH = {tlp.value: tlp.width for tlp in Tlp}

edition = st.fixed_dictionaries(
    {},
    optional={
        "edition_number": st.integers(1, 99),
        "reference_number": st.sampled_from(["K7QF-2X4M", "T12-345"]),
        "sharing_scope": st.sampled_from([tlp.value for tlp in Tlp]),
        "destinations": st.lists(
            st.sampled_from(["経済産業省（電力分野）", "金融庁（銀行等）"]), min_size=1, unique=True
        ),
    },
)
answers = st.lists(
    st.builds(Answered, st.sampled_from(list(SightingAnswer)), st.just(AT), st.sampled_from(["", "通信あり"])),
    max_size=3,
)
SETTINGS = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def made(draft: Draft, beside: dict[str, Any], answered: list[Answered]) -> tuple[Paper, bytes]:
    kind, typed, said = draft
    files = [Enclosed("検体.exe", 10, "b" * 64, is_specimen=True), Enclosed("別紙.pdf", 20, "c" * 64)]
    paper = Paper(PLAN4, FORMS[kind], {**content(typed, said), **beside}, title="件名", files=files)
    around = Around(UUID(int=7, version=4), AT, "https://noroshi.example", answered)
    return paper, bundle(paper, around)


@SETTINGS
@given(drafts(), edition, answers)
def test_every_field_comes_back_and_every_object_is_valid(
    draft: Draft, beside: dict[str, Any], answered: list[Answered]
) -> None:
    paper, sent = made(draft, beside, answered)

    assert [one for one in read_all(sent) if isinstance(one, Fault)] == []
    assert content_of(sent) == {
        name: value for name, value in paper.content.items() if not paper.said(name).is_empty or isinstance(value, dict)
    }


@SETTINGS
@given(drafts(), edition)
def test_a_draft_is_begun_with_what_was_typed(draft: Draft, beside: dict[str, Any]) -> None:
    kind, typed, said = draft

    read = read_bundle(made(draft, beside, [])[1], PLAN4)

    assert read.kind == kind
    assert [trouble.message("en") for trouble in read.troubles] == []
    assert (dict(read.typed), dict(read.marks)) == (typed, said)
    assert read.scope == beside.get("sharing_scope", "red")


@SETTINGS
@given(drafts(), edition)
def test_nothing_is_marked_wider_than_the_form(draft: Draft, beside: dict[str, Any]) -> None:
    paper, sent = made(draft, beside, [])
    read = [one for one in read_all(sent) if not isinstance(one, Fault)]
    book = {one.id: meant(one) for one in read if one.kind is StixKind.MARKING_DEFINITION}

    for one in read:
        tlp = limit_of(one, book).tlp
        is_explanation = (
            one.kind in {StixKind.EXTENSION_DEFINITION, StixKind.MARKING_DEFINITION} or one.name == "Noroshi"
        )
        assert is_explanation or (tlp is not None and tlp.width <= paper.tlp.width)


@SETTINGS
@given(drafts(), edition, st.sampled_from(["red", "amber", "green", "clear", "amber+strict", "white", "nonsense"]))
def test_a_marking_added_on_the_way_narrows_and_never_widens(draft: Draft, beside: dict[str, Any], color: str) -> None:
    sent = json.loads(made(draft, beside, [])[1])
    for whole in sent["objects"]:
        if whole["type"] == "report":
            whole["labels"] = [*whole.get("labels", []), f"tlp:{color}"]

    scope = read_bundle(json.dumps(sent).encode(), PLAN4).scope

    assert WIDTH[scope] <= WIDTH[beside.get("sharing_scope", "red")]
    assert color != "nonsense" or scope == "red"
