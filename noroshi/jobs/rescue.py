"""Bringing back jobs whose worker died: procrastinate leaves them as "doing" for ever."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from procrastinate.jobs import Job
from procrastinate.manager import JobManager

SILENT_SECONDS: Final = 30.0


async def rescue_silent(manager: JobManager) -> int:
    """Those of workers whose heartbeat has stopped."""
    return await _again(manager, await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS))


async def rescue_all(manager: JobManager) -> int:
    """All that are being done. Only for a worker that knows itself to be the only one and has not begun."""
    return await _again(manager, await manager.list_jobs_async(status="doing"))


async def _again(manager: JobManager, jobs: Iterable[Job]) -> int:
    count = 0
    for job in jobs:
        await manager.retry_job(job, retry_at=datetime.now(UTC))
        count += 1
    return count
