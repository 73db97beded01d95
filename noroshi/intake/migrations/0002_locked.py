"""What arrives at a desk is that desk's alone, written by its people or by the mail receiver. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_arrivals"), ("audiences", "0002_the_database_lock")]

    operations = [
        Lock(
            "intake_arrival",
            born=f"""((desk_id = {DESK} and received_by_id = {PERSON} and mail = '{{}}')
              or ((select noroshi_is_system()) and received_by_id is null))""",
            later=("state", "draft", "troubles", "answered_at", "settled_at", "settled_by_id", "subject"),
        ),
    ]
