"""Random JSON typed into the form: always an answer, never a crash, and what was read reads the same again."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.drafting.fields import DERIVED, fields_of
from noroshi.drafting.reading import read_form
from noroshi.schemes import load_scheme
from noroshi.schemes.forms import Form
from noroshi.vocabulary import FormKind, Said
from noroshi.vocabulary.errors import refusals

NOW = datetime(2026, 11, 21, 13, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
SCHEME = load_scheme("plan4")
FORMS = [form for kind in FormKind if (form := SCHEME.form(kind))]
NAMES = [*sorted({field.id for form in FORMS for field in fields_of(form)}), "no_such_field"]
OPTIONS = sorted({option.id for options in SCHEME.words.sets for option in options.options})
TEXT = st.text(max_size=30) | st.sampled_from([*OPTIONS, "03-1234-5678", "a@xx.go.jp", "11/21 2:40頃", "電力", "7"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["at", "entry", "tier", "certainty", "basis", "anonymized", "file", "x"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)
TYPED = st.dictionaries(st.sampled_from(NAMES), TEXT | JSON, max_size=25)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@given(typed=TYPED, marks=st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6))
def test_whatever_is_typed_is_answered(form: Form, typed: dict[str, Any], marks: dict[str, Any]) -> None:
    filled = read_form(form, SCHEME, typed, marks, now=NOW)

    order = [field.id for field in fields_of(form)]
    assert list(filled.content) == [name for name in order if name in filled.content]
    assert not filled.content.keys() & DERIVED
    assert not filled.content.keys() & {field.id for field in form.fields if field.internal}
    assert not any(Said.of(value).is_empty for value in filled.content.values())
    assert {code for codes in filled.mistakes.values() for code in codes} <= refusals().keys()
    assert all(one.message("ja") != one.message("en") for one in filled.warnings)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@given(typed=TYPED)
def test_what_was_read_reads_the_same_again(form: Form, typed: dict[str, Any]) -> None:
    content = read_form(form, SCHEME, typed, {}, now=NOW).content

    again = read_form(form, SCHEME, content, {}, now=NOW)

    assert again.content == content
    assert again.mistakes.keys() <= {"attachments"}


@given(st.permutations(list(fields_of(FORMS[0]))))
def test_the_order_of_typing_does_not_matter(fields: list[Any]) -> None:
    typed = {field.id: "不明" for field in fields}

    assert read_form(FORMS[0], SCHEME, typed, {}, now=NOW) == read_form(
        FORMS[0], SCHEME, dict(sorted(typed.items())), {}, now=NOW
    )
