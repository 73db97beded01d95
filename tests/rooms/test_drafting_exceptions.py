"""特記事項 as structure: what it opens and keeps back, what readers are told of it, and who is told nothing at all."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.directory.models import Desk, Organization
from noroshi.drafting.portions import PortionUnexplained
from noroshi.editions.actions import hop
from noroshi.editions.errors import NobodyInRange
from noroshi.editions.models import Part
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.terms import TermKind, terms_in
from noroshi.reports.actions import begin_follow_up
from noroshi.sharing.marking import PublicAndWithheld, StatutoryWithoutMinistry
from noroshi.sharing.parties import desk
from noroshi.vocabulary import HopKind
from noroshi.vocabulary.errors import InvalidFields, NotFound
from tests.drafted import SUMMARY, draft_report, reported, sent
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


KEPT = "保守用端末は電算棟三階にある"
TEXT = f"{SUMMARY}\n\n【限定1】{KEPT}\n\n復旧済み"
TO_FINANCE = {
    "additions": ["sector:finance"],
    "parts": [{"fields": ["operator_name", "source_ministry"], "kept_from": ["sector:finance"]}],
}


def public(viewer):
    return Desk.objects.get(pk=viewer.desk_id).public_id


def public_house(viewer):
    return Organization.objects.get(pk=viewer.organization_id).public_id


def read(viewer, edition):
    with acting_as(viewer):
        return edition_readable_by(viewer, edition).content


def passed_on(cast, edition, *to):
    with acting_as(cast.ministry):
        hop(cast.ministry, edition, kind=HopKind.RELAY, to=[desk(one.desk_id) for one in to])


def test_other_sectors_read_all_but_the_fields_that_are_kept_from_them(cast):
    edition = reported(cast.electric, "direct_report", wish=TO_FINANCE)

    passed_on(cast, edition, cast.bank, cast.neighbor)

    assert read(cast.neighbor, edition)["operator_name"]
    bank = read(cast.bank, edition)
    assert bank["summary"] == SUMMARY
    assert {"operator_name", "source_ministry"}.isdisjoint(bank)
    with pytest.raises(NotFound):
        read(cast.vendor, edition)


def test_a_note_without_the_structure_opens_nothing(cast):
    edition = reported(cast.electric, "direct_report", handling_note="企業名を除いて金融分野への情報提供可")

    with pytest.raises(NobodyInRange):
        passed_on(cast, edition, cast.bank)


def test_the_sentence_is_made_from_the_structure_and_stands_before_the_words_of_the_writer(cast):
    edition = reported(cast.electric, "direct_report", wish=TO_FINANCE, handling_note="照会は電話で。")

    content = read(cast.ministry, edition)

    first, free = content["handling_note"].split("\n")
    assert "を除いて" in first
    assert first.endswith("分野への情報提供可。")
    assert free == "照会は電話で。"
    (term,) = terms_in(content)
    assert term.kind is TermKind.ALSO_SECTORS
    assert term.en.startswith("May be passed to ")


def test_a_follow_up_takes_the_structure_over_and_not_its_sentence(cast):
    edition = reported(cast.electric, "direct_report", wish=TO_FINANCE, handling_note="照会は電話で。")

    with acting_as(cast.electric):
        draft = begin_follow_up(cast.electric, edition)

    assert draft.written.typed["handling_note"] == "照会は電話で。"
    assert "handling_terms" not in draft.written.typed
    assert draft.written.wish["parts"][0]["kept_from"] == ["sector:finance"]


def test_a_paragraph_goes_only_to_those_named_for_it_and_leaves_no_gap(cast):
    part = {"fields": [], "readers": [f"desk:{public(cast.ministry)}"], "mark": "1"}
    edition = reported(cast.electric, "direct_report", wish={"parts": [part]}, summary=TEXT)

    passed_on(cast, edition, cast.neighbor)

    assert read(cast.ministry, edition)["summary"] == f"{SUMMARY}\n\n{KEPT}\n\n復旧済み"
    neighbor = read(cast.neighbor, edition)
    assert neighbor["summary"] == f"{SUMMARY}\n\n復旧済み"
    assert not [name for name in neighbor if "#" in name]
    with acting_as(cast.neighbor):
        assert not [one for one in Part.objects.all() if KEPT in str(one.content)]


def test_a_paragraph_in_a_stricter_color_needs_no_further_word(cast):
    edition = reported(cast.electric, "direct_report", tlp="green", summary=f"{SUMMARY}\n\n【RED】{KEPT}")

    passed_on(cast, edition, cast.neighbor)

    assert KEPT in read(cast.electric, edition)["summary"]
    assert KEPT not in str(read(cast.neighbor, edition))


def test_a_marked_paragraph_that_nobody_explained_is_not_sent(cast):
    draft = draft_report(cast.electric, "direct_report", summary=TEXT)

    with pytest.raises(InvalidFields) as refused:
        sent(cast.electric, draft)

    assert refused.value.fields["summary"] == [PortionUnexplained.code]


def test_a_follow_up_is_typed_with_its_marks_again(cast):
    part = {"fields": ["operator_name"], "readers": [f"desk:{public(cast.ministry)}"], "mark": "1"}
    edition = reported(cast.electric, "direct_report", wish={"parts": [part]}, summary=TEXT)

    with acting_as(cast.electric):
        draft = begin_follow_up(cast.electric, edition)

    assert draft.written.typed["summary"] == TEXT
    assert draft.written.wish["parts"] == [{**part, "mark": "1"}]


def test_a_label_against_government_stops_before_the_ministry(cast):
    edition = cast.report(cast.electric, bars_government=True)
    cast.send(cast.electric, edition, cast.secretariat)

    with pytest.raises(NobodyInRange):
        cast.send(cast.secretariat, edition, cast.ministry, kind=HopKind.RELAY)
    cast.send(cast.secretariat, edition, cast.neighbor, kind=HopKind.RELAY)


def test_a_label_against_government_is_read_by_everybody_who_reads_the_item(cast):
    edition = reported(cast.electric, "anonymized_report", wish={"bars_government": True})

    assert read(cast.secretariat, edition)["handling_note"].startswith("政府機関への提供不可。")


def test_a_statutory_report_bars_no_government(cast):
    draft = draft_report(cast.electric, "direct_report", wish={"bars_government": True, "is_statutory": True})

    with pytest.raises(StatutoryWithoutMinistry):
        sent(cast.electric, draft)


def test_what_is_public_already_says_where_and_may_be_quoted(cast):
    public = [{"fields": ["summary"], "address": "https://www.shiomi.example.jp/news/1"}]
    edition = reported(cast.electric, "direct_report", wish={"published": public})

    content = read(cast.ministry, edition)

    (term,) = terms_in(content)
    assert term.address == public[0]["address"]
    assert "hxxps://www[.]shiomi" in content["handling_note"]
    assert "https://" not in content["handling_note"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://intranet/x", "www.example.jp", "https://[broken"])
def test_what_is_no_public_address_is_not_taken(cast, address):
    draft = draft_report(
        cast.electric, "direct_report", wish={"published": [{"fields": ["summary"], "address": address}]}
    )

    with pytest.raises(InvalidFields):
        sent(cast.electric, draft)


def test_a_field_is_not_public_and_held_back_at_once(cast):
    wish = {
        "published": [{"fields": ["summary"], "address": "https://www.example.jp/"}],
        "parts": [{"fields": ["summary"], "tlp": "red"}],
    }
    draft = draft_report(cast.electric, "direct_report", wish=wish)

    with pytest.raises(PublicAndWithheld):
        sent(cast.electric, draft)


def test_who_is_excluded_is_printed_only_when_the_writer_says_so(cast):
    wish = {"exclusions": [f"organization:{public_house(cast.bank_ministry)}"]}

    silent = reported(cast.electric, "direct_report", wish=wish)
    told = reported(cast.electric, "direct_report", wish={**wish, "names_in_note": True})

    assert "handling_note" not in read(cast.ministry, silent)
    assert read(cast.ministry, told)["handling_note"].endswith("への情報提供不可。")


def handling(viewer, edition, language="en"):
    answer = client_of(viewer).get(
        f"/items/{edition}/handling/", headers={"HX-Request": "true", "accept-language": language}
    )
    return answer.status_code, answer.content.decode()


def test_beside_the_item_stand_its_terms_in_the_language_of_the_reader(cast):
    edition = reported(cast.electric, "direct_report", wish=TO_FINANCE)

    assert "May be passed to" in handling(cast.ministry, edition)[1]
    assert "分野への情報提供可。" in handling(cast.ministry, edition, "ja")[1]
    assert handling(cast.bank, edition)[0] == 404


def test_who_reads_it_for_analysis_is_named_beside_the_item(cast):
    amber = reported(cast.electric, "direct_report")
    red = reported(cast.electric, "direct_report", tlp="red")
    partner = Organization.objects.get(pk=cast.partner.organization_id)

    words = handling(cast.ministry, amber)[1]
    assert partner.name_en in words or "more agenc" in words
    assert "for aggregation and analysis" not in handling(cast.electric, red)[1]


def test_what_is_public_is_quoted_with_its_address_and_what_is_not_held_is_not(cast):
    public_ = [{"fields": ["summary", "systems"], "address": "https://www.shiomi.example.jp/news/1"}]
    edition = reported(cast.electric, "direct_report", wish={"published": public_}, systems="保守端末")

    words = handling(cast.ministry, edition)[1]
    assert SUMMARY in words
    assert "hxxps://www[.]shiomi" in words


def test_a_label_is_set_and_seen_when_it_is_marked_again(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)
    client = client_of(cast.electric)
    asked = {"tlp": "amber", "sector": "electricity", "bars_government": "yes"}

    shown = client.get(f"/items/{edition.public_id}/mark/", asked).content.decode()
    client.post(f"/items/{edition.public_id}/mark/", {**asked, "read_number": 1, "reason": ""})

    assert 'name="bars_government" value="yes" checked' in shown
    with pytest.raises(NotFound):
        read(cast.ministry, edition.public_id)
    again = client.get(f"/items/{edition.public_id}/mark/").content.decode()
    assert 'name="bars_government" value="yes" checked' in again


def test_a_marking_read_by_machine_can_be_sent_back_as_it_is(cast):
    part = {"fields": ["operator_name"], "readers": [f"desk:{public(cast.ministry)}"], "mark": "1"}
    wish = {**TO_FINANCE, "parts": [*TO_FINANCE["parts"], {**part, "fields": []}]}
    edition = reported(cast.electric, "direct_report", wish=wish, summary=TEXT)
    passed_on(cast, edition, cast.neighbor)
    electric = caller_of(cast.electric)

    marked = electric.get(f"/editions/{edition}/marking").json()
    texts = {name: [one["text"] for one in marked[name]] for name in ("additions", "exclusions")}
    parts = [
        {
            "fields": one["fields"],
            "readers": None if one["readers"] is None else [each["text"] for each in one["readers"]],
            "kept_from": [each["text"] for each in one["kept_from"]],
        }
        for one in marked["parts"]
    ]
    body = {"tlp": "amber", "sectors": marked["sectors"], **texts, "parts": parts, "read_number": 1}
    done = electric.post(f"/editions/{edition}/marking", body)

    assert done.status_code == 200, done.content
    assert read(cast.ministry, edition)["summary"] == f"{SUMMARY}\n\n{KEPT}\n\n復旧済み"
    assert KEPT not in str(read(cast.neighbor, edition))
