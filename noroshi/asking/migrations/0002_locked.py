"""One asks and one answers in one's own name; the two ends of a leg alone read it. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
SYSTEM = "(select noroshi_is_system())"
ABOUT = "exists (select from editions_edition e where e.id = {edition} offset 0)"
INQUIRY = "exists (select from asking_inquiry q where q.public_id = {inquiry} {more} offset 0)"
ANSWERED = f"""desk_id = {DESK} and by_id = {PERSON} and exists (select from asking_inquiry q where q.public_id = inquiry_id
  and q.audience_id = asking_reply.audience_id
  and case when ending = 'withdrawn' then q.by_desk_id else q.to_desk_id end = {DESK} offset 0)"""
EXPIRED = f"ending = 'expired' and desk_id is null and by_id is null and {SYSTEM}"
ASKED_BY = "exists (select from asking_inquiry q where q.public_id = lower_id and q.by_desk_id = (select noroshi_viewer_part(3)) offset 0)"
ASKED_OF = "exists (select from asking_inquiry q where q.public_id = upper_id and q.to_desk_id = (select noroshi_viewer_part(3)) offset 0)"
MIDDLE = f"{ASKED_BY} and (upper_id is null or {ASKED_OF})"


class Migration(migrations.Migration):
    dependencies = [("asking", "0001_inquiries"), ("audiences", "0002_the_database_lock"), ("editions", "0002_locked")]

    operations = [
        Lock(
            "asking_inquiry",
            also=ABOUT.format(edition="edition_id"),
            born=f"by_desk_id = {DESK} and by_id = {PERSON} and to_desk_id <> by_desk_id",
        ),
        Lock(
            "asking_reply",
            also=INQUIRY.format(inquiry="inquiry_id", more=""),
            born=f"({ANSWERED} or {EXPIRED})",
        ),
        Lock("asking_tie", also=INQUIRY.format(inquiry="lower_id", more=""), born=MIDDLE),
        Lock("asking_opening", born=f"desk_id = {DESK} and by_id = {PERSON}"),
        Lock("asking_attempt", also=ABOUT.format(edition="about_id"), born=SYSTEM),
        Lock("asking_approvalwish", born=f"desk_id = {DESK} and by_id = {PERSON}"),
    ]
