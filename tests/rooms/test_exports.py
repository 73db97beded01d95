"""The official form taken away: exactly what its reader may read, named and written down; strangers get what nobody gets."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Desk, Person
from noroshi.drafting.exporting import Asked, Sort, export_draft, export_item, or_asked
from noroshi.editions.actions import recall
from noroshi.editions.read_marks import opened
from noroshi.ledger.models import Entry
from noroshi.reports.actions import begin_follow_up
from noroshi.sharing.marking import PartMarking
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import amended, draft_report, issued, reported, sent
from tests.rooms.test_pages_strangers import client_of

pytestmark = pytest.mark.django_db

CANARY = "鵺鳴峠の保守端末"
SORTS = ("pdf", "txt", "xlsx")


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def read(viewer: Viewer, edition: UUID, sort: Sort = Sort.PDF, **more: Any) -> str:
    with acting_as(viewer):
        return words(export_item(viewer, edition, sort, **more).content)


def words(content: bytes) -> str:
    """Without spaces, in which two writers may differ."""
    if content.startswith(b"PK"):
        cells = (
            str(cell.value or "") for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows() for cell in row
        )
        return "".join("".join(cells).split())
    if not content.startswith(b"%PDF"):
        return "".join(content.decode().split())
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def address(edition: UUID, sort: str, name: str = "item_form") -> str:
    return reverse(name, args=[edition, sort])


@pytest.mark.parametrize("sort", list(Sort))
def test_a_receiver_takes_the_form_with_what_the_report_says(cast: Cast, sort: Sort) -> None:
    edition = reported(
        cast.electric, summary=f"{CANARY}から不審な通信", detected_at="11/21 2:40頃", outlook="continuing"
    )

    found = read(cast.ministry, edition, sort)

    assert f"{CANARY}から不審な通信" in found
    assert "☑事象継続中" in found
    assert "☑Amber=特定分野・関係者限り" in found
    assert "11/212:40頃" in found


@pytest.mark.parametrize("sort", SORTS)
def test_strangers_take_nothing_and_cannot_tell_it_from_nothing(cast: Cast, sort: str) -> None:
    edition = reported(cast.electric, summary=CANARY)

    for stranger in (cast.bank, cast.neighbor, cast.electric_colleague, cast.contractor, cast.platform):
        for path in (address(edition, sort), address(uuid4(), sort)):
            for answer in (client_of(stranger).get(path), client_of(stranger).post(path)):
                assert answer.status_code == 404
                assert CANARY.encode() not in body(answer)


def test_after_a_recall_there_is_nothing_to_take(cast: Cast) -> None:
    edition = reported(cast.electric, summary=CANARY)
    with acting_as(cast.electric):
        recall(cast.electric, edition, reason="誤り", read_number=1)

    with pytest.raises(NotFound):
        read(cast.ministry, edition)


def test_a_withheld_field_is_simply_absent(cast: Cast) -> None:
    """As on screen: nothing says that something is missing."""
    content = {"summary": "共有する概要", "operator_name": CANARY, "systems": CANARY}
    kept = PartMarking(frozenset({"operator_name", "systems"}), readers=frozenset())
    edition = cast.report(cast.electric, content=content, parts=(kept,))
    cast.send(cast.electric, edition, cast.ministry)

    for sort in Sort:
        assert CANARY in read(cast.electric, edition.public_id, sort)
        assert CANARY not in read(cast.ministry, edition.public_id, sort)
        assert "共有する概要" in read(cast.ministry, edition.public_id, sort)


def test_taking_it_away_is_written_down_with_person_desk_and_kind(cast: Cast) -> None:
    edition = reported(cast.electric)

    client_of(cast.ministry).get(address(edition, "pdf"))

    with acting_as(cast.ministry):
        entry = Entry.objects.get(deed="export_form", person_id=cast.ministry.seat.person_id)
        assert (entry.desk_id, entry.answer, entry.detail) == (cast.ministry.desk_id, "export", {"as": "pdf"})
        assert entry.object_ids == [edition]
        assert entry.provider_ids == [cast.electric.organization_id]


def test_red_and_amber_say_on_every_page_who_took_them(cast: Cast) -> None:
    person, desk = Person.objects.get(pk=cast.ministry.seat.person_id), Desk.objects.get(pk=cast.ministry.desk_id)
    name = "".join(f"{person.name_ja} {desk.organization.name_ja} {desk.name_ja} {datetime.now(UTC):%Y}".split())
    amber, green = reported(cast.electric), reported(cast.electric, tlp="green")

    with acting_as(cast.ministry):
        pages = PdfReader(BytesIO(export_item(cast.ministry, amber, Sort.PDF).content)).pages
    assert all(name in "".join(page.extract_text().split()) for page in pages)
    assert name not in read(cast.ministry, green)


def test_red_is_asked_about_before_a_page_makes_a_file(cast: Cast) -> None:
    edition = reported(cast.electric, tlp="red", summary=CANARY)
    client, path = client_of(cast.ministry), address(edition, "pdf")

    asked, given = client.get(path), client.post(path)

    assert asked["Content-Type"].startswith("text/html")
    assert "out of reach of a recall" in asked.content.decode()
    assert CANARY in words(body(given))
    with acting_as(cast.ministry):
        assert isinstance(or_asked(cast.ministry, edition, Sort.PDF), Asked)
        assert Entry.objects.filter(deed="export_form", person_id=cast.ministry.seat.person_id).count() == 1


def test_a_follow_up_marks_what_is_new_since_this_reader_last_read(cast: Cast) -> None:
    first = reported(cast.electric, summary="不審な通信を検知した。", outlook="continuing")
    read(cast.ministry, first)
    with acting_as(cast.electric):
        begun = begin_follow_up(cast.electric, first)
        draft = amended(cast.electric, begun, summary="不審な通信を遮断した。", lessons="早く知らせる")
    second = sent(cast.electric, draft)

    text = read(cast.ministry, second, Sort.TEXT)
    pdf = read(cast.ministry, second)

    assert "第1報（お読みになったもの）からの変更：⑤発生事象の概要、⑨その他・得られた教訓等" in text
    assert "からの変更" in pdf
    assert "検知遮断した。" in pdf
    assert "検知遮断" not in read(cast.ministry, second, marks=False)


def test_who_takes_the_file_has_read_it(cast: Cast) -> None:
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)
    read(cast.ministry, edition.public_id)

    with acting_as(cast.ministry):
        assert opened(cast.ministry, {edition.pk})[edition.pk].by_me


def test_the_changes_are_against_nothing_that_this_reader_may_not_read(cast: Cast) -> None:
    """An edition that a reader may not read is no edition to compare with."""
    hidden, shown = reported(cast.neighbor, summary=CANARY, tlp="red"), reported(cast.electric)

    with pytest.raises(NotFound):
        read(cast.secretariat, hidden)
    with pytest.raises(NotFound):
        read(cast.electric, shown, against=hidden)


def test_an_advisory_names_its_destinations_as_the_sheet_writes_them(cast: Cast) -> None:
    edition = issued(
        cast.center, f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity", tlp="green"
    )

    found = read(cast.ministry, edition)

    assert "情報提供様式" in found
    assert "経済産業省（電力分野）" in found


@pytest.mark.parametrize("sort", SORTS)
def test_a_draft_is_printed_for_its_own_desk_alone(cast: Cast, sort: str) -> None:
    draft = draft_report(cast.electric, summary=CANARY, detected_at="よく分からない", tlp="")

    own = body(client_of(cast.electric).get(address(draft.public_id, sort, "draft_form")))

    assert CANARY in words(own)
    assert "下書き" in words(own)
    assert "よく分からない" in words(own)
    for stranger in (cast.ministry, cast.bank, cast.secretariat, cast.platform):
        assert client_of(stranger).get(address(draft.public_id, sort, "draft_form")).status_code == 404


def test_a_follow_up_shows_before_it_is_sent_what_it_will_change(cast: Cast) -> None:
    first = reported(cast.electric, summary="不審な通信を検知した。", outlook="continuing")
    with acting_as(cast.electric):
        begun = begin_follow_up(cast.electric, first)
        draft = amended(cast.electric, begun, summary="不審な通信を遮断した。", outlook="continuing")
        text, pdf = (
            words(export_draft(cast.electric, draft.public_id, sort).content) for sort in (Sort.TEXT, Sort.PDF)
        )

    assert "※第1報からの変更：⑤発生事象の概要【" in text.replace("━", "").replace("※下書き", "")
    assert "検知遮断した。" in pdf
    assert "第2報" in text


def test_a_draft_says_nothing_that_stays_inside(cast: Cast) -> None:
    draft = draft_report(cast.electric, summary="概要")
    with acting_as(cast.electric):
        found = export_draft(cast.electric, draft.public_id, Sort.TEXT)

    assert "provision_case" not in found.content.decode()
    assert found.name.endswith("_下書き.txt")


def test_the_name_of_the_file_names_form_number_and_color_and_nobody(cast: Cast) -> None:
    edition = reported(cast.electric, operator_name=CANARY)
    with acting_as(cast.ministry):
        name = export_item(cast.ministry, edition, Sort.PDF).name

    assert name.startswith("情報連絡_")
    assert name.endswith("_第1報_TLP-AMBER.pdf")
    assert CANARY not in name


def test_what_has_no_form_and_a_kind_that_nobody_writes_are_not_found(cast: Cast) -> None:
    edition = reported(cast.electric)

    assert client_of(cast.ministry).get(address(edition, "exe")).status_code == 404
    assert client_of(cast.ministry).get(address(edition, "pdf") + "?against=x").status_code == 404


def test_the_pages_offer_it_and_say_so_of_red(cast: Cast) -> None:
    amber, red = reported(cast.electric), reported(cast.electric, tlp="red")
    shown, warned = (client_of(cast.ministry).get(reverse("item", args=[one])).content.decode() for one in (amber, red))

    assert address(amber, "pdf") in shown
    assert "not-printed" not in shown
    assert "not-printed" in warned
