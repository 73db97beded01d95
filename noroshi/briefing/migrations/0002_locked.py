"""A page is its house's alone, and nobody's who reads none of its sources. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
HOUSE = "organization_id = (select noroshi_viewer_organization())"
READS = "exists (select from editions_edition e where e.public_id = any (briefing_briefing.sources) offset 0)"
OF_PAGE = "exists (select from briefing_briefing b where b.id = briefing_id offset 0)"
OWN = f"by_desk_id = {DESK} and by_id = {PERSON}"


class Migration(migrations.Migration):
    dependencies = [
        ("briefing", "0001_briefings"),
        ("audiences", "0003_the_ledger_locked"),
        ("editions", "0012_traits"),
    ]

    operations = [
        Lock("briefing_briefing", also=f"{HOUSE} and {READS}", born=f"{OWN} and {HOUSE}"),
        Lock("briefing_decision", also=OF_PAGE, born=f"{OWN} and {OF_PAGE}"),
    ]
