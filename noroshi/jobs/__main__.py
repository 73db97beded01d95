"""The worker: `python -m noroshi.jobs`."""

import asyncio
import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noroshi.config.settings")
    django.setup()
    asyncio.run(_work())


async def _work() -> None:
    from procrastinate.contrib.django import app  # noqa: PLC0415 - exists only once Django is set up

    from noroshi.jobs.rescue import rescue_all, rescue_silent  # noqa: PLC0415 - likewise

    rescue = rescue_all if os.environ.get("NOROSHI_ONLY_WORKER") else rescue_silent
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]  # DjangoConnector's
        async with working.open_async():
            await rescue(working.job_manager)
            await working.run_worker_async(concurrency=4, delete_jobs="successful")


if __name__ == "__main__":
    main()
