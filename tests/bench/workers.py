"""What one of our web workers weighs beside one that holds Django and nothing else, started the same way in the same run."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

ROOT: Final = Path(__file__).resolve().parents[2]
MEGA: Final = 1_000_000
MOST_ABOVE_MB, MOST_GROWTH_MB = 60.0, 10.0


def heaviest(process: int) -> float:
    """Of the workers below a server's process, in MB of memory that is nobody else's."""
    return max(child.memory_full_info().uss for child in psutil.Process(process).children(recursive=True)) / MEGA


def empty(options: Sequence[str], port: int) -> float:
    """A worker that has answered as many requests and knows no room of ours."""
    command = [sys.executable, "-m", "granian", *options, "--port", str(port), "--no-ws", "--log-level", "warning"]
    process = subprocess.Popen([*command, "tests.bench.workers:application"], cwd=ROOT, env=os.environ | {"EMPTY": "1"})
    try:
        for _ in range(200):
            with (
                suppress(urllib.error.URLError, OSError),
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5),
            ):
                break
            time.sleep(0.1)
        for _ in range(200):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        return heaviest(process.pid)
    finally:
        process.terminate()
        process.wait(20)


if os.environ.get("EMPTY"):
    import django
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="empty", USE_TZ=True)
    django.setup()
    urlpatterns = [path("", lambda _request: HttpResponse(b"here"))]
    application = get_wsgi_application()
