"""Run as `python -m noroshi.cli.demo_loading ACCOUNTS`: loads the demonstration's world and writes who can sign in."""

import json
import os
import sys
from pathlib import Path

import django

from noroshi.engine.secrets_at import write_secret


def main(accounts: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noroshi.config.settings")
    django.setup()
    from noroshi.demo.load import load

    write_secret(accounts, json.dumps(load(show), ensure_ascii=False, indent=1))


def show(done: int, total: int, what: str) -> None:
    """A bar on a terminal, a line for each step elsewhere."""
    if not sys.stdout.isatty():
        sys.stdout.write(f"{done}/{total} {what}\n")
        return
    filled = 30 * done // max(total, 1)
    sys.stdout.write(f"\r\033[K[{'█' * filled}{'·' * (30 - filled)}] {what}" + ("\n" if done >= total else ""))
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
