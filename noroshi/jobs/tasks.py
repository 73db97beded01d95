"""The tasks, one line each. Procrastinate finds this file by its name."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from noroshi.jobs.rescue import rescue_silent


@app.periodic(cron="* * * * *")
@app.task(name="rescue_silent", queueing_lock="rescue_silent", pass_context=True)
async def rescue_silent_jobs(context: JobContext, timestamp: int) -> int:
    """Every minute: what a dead worker left behind is done by a living one."""
    return await rescue_silent(context.app.job_manager)
