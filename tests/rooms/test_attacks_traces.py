"""What everybody reads of a published form, and what a browser or a proxy keeps of pages: no contact block, no name, nothing."""

from typing import Any

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.editions.actions import publish
from noroshi.vocabulary import Tlp
from tests.cast import Cast
from tests.rooms.canaries import lived, said
from tests.rooms.test_attacks_canary import caller_of, client_of

PUBLISHED = {
    "source_person": "公表札の担当",
    "source_bureau": "公表札の部署",
    "source_telephone": "03-8888-0001",
    "source_fax": "03-8888-0002",
    "source_email": "lantern@keeper.example",
    "contact_person": "公表札の連絡者",
    "contact_telephone": "03-8888-0003",
    "contact_fax": "03-8888-0004",
    "contact_email": "keeper@lantern.example",
}


@pytest.mark.django_db
def test_everybody_reads_no_contact_block_and_no_name_of_what_was_published(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    content = {"summary": "公表された要約", "threat_summary": "公表された脅威", **PUBLISHED}
    edition = cast.report(cast.electric, Tlp.CLEAR, content=content)
    with acting_as(cast.electric):
        publish(cast.electric, edition.public_id, is_confirmed=True)

    for viewer in (None, cast.bank):
        client = client_of(viewer)
        pages = [said(client.get(path)) for path in ("/public/", f"/public/{edition.public_id}/")]
        assert "公表された" in pages[1]
        for word in PUBLISHED.values():
            assert not [page for page in pages if word in page], (viewer, word)


@pytest.mark.django_db
def test_nothing_that_is_shared_is_kept_by_a_browser_or_a_proxy(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    life = lived(cast)
    client, caller = client_of(cast.electric), caller_of(cast.electric)
    one, draft, file = (life.ids[name] for name in ("source", "draft of unsent", "file of unsent"))

    for path in (
        "/",
        "/reports/",
        "/drafts/",
        f"/items/{one}/",
        f"/drafts/{draft}/",
        f"/drafts/{draft}/send/",
        f"/files/{file}/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "no-store" in answer.headers["Cache-Control"], path
        assert "ETag" not in answer.headers, path
    for path in ("/home", f"/reports/{one}", f"/drafts/{draft}", f"/files/{file}", f"/files/{file}/content"):
        assert "no-store" in caller.get(path).headers["Cache-Control"], path
