"""The application puts work into the queue and reads nothing there: what waits names items and desks. Runs before deployment."""

from django.db import migrations

QUEUE = """
alter function procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) security definer;
alter function procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) set search_path = pg_catalog, public;
revoke execute on function procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) from public;
grant execute on function procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) to noroshi_app, noroshi_system;
revoke all on procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers from noroshi_app;
"""


class Migration(migrations.Migration):
    dependencies = [("procrastinate", "0041_post_retry_failed_job")]

    operations = [migrations.RunSQL(QUEUE, migrations.RunSQL.noop)]
