"""The demonstration's own bookkeeping: which folder is one, whether its world is whole, who can sign in."""

import json
import subprocess
import sys
from typing import Any, Final

from noroshi.cli.language import say
from noroshi.cli.options import tell
from noroshi.engine import database
from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome
from noroshi.engine.instance import Instance
from noroshi.engine.secrets_at import write_secret

ENVIRONMENT: Final = {
    "NOROSHI_DEMO": "1",
    "NOROSHI_PUBLIC_INTAKE": "nisc.cip,electricity_ceptoar.secretariat",
}
MARKER: Final = "demo.json"


def is_demo(home: DataHome) -> bool:
    return (home.root / MARKER).exists()


def refuse_real_installation(home: DataHome) -> None:
    if home.pg.exists() and not is_demo(home):
        raise EngineError(
            f"{home.root} holds a real installation; a demonstration would mix fiction into it.",
            "Give the demonstration a folder of its own with --data.",
        )


def prepare(instance: Instance) -> None:
    """A world cut short by kill -9 is thrown away and made anew: half a cast would be nobody's demonstration."""
    state = _state(instance.home)
    if state == "loading" and instance.cluster:
        tell(
            say(
                "An earlier start was cut short; making the world anew",
                "前回の起動が途中で止まったため、世界を作り直します",
            )
        )
        database.drop_database(instance.cluster, database.NAME)
        database.make_database(instance.cluster)
    if state != "loaded":
        _write_state(instance.home, "loading")


def load_once(instance: Instance) -> None:
    if _state(instance.home) == "loaded":
        return
    addresses = instance.addresses
    environment = instance.environment() | ENVIRONMENT | addresses.environment()
    environment |= {"NOROSHI_PROCESS": "jobs", "NOROSHI_MAIL": ""}
    accounts = instance.home.root / "accounts.json"
    loading = subprocess.run(
        [sys.executable, "-m", "noroshi.cli.demo_loading", str(accounts)],
        env=environment,
        stdout=sys.stderr,
        check=False,
    )
    if loading.returncode != 0:
        raise EngineError(
            "The demonstration's world could not be loaded.", "Start again: a world cut short is made anew."
        )
    _write_state(instance.home, "loaded")


def show_accounts(home: DataHome, address: str) -> None:
    """Who can sign in, by role, one line each."""
    accounts: list[dict[str, Any]] = json.loads((home.root / "accounts.json").read_text(encoding="utf-8"))
    tell(
        say(
            f"\nNoroshi is at {address}. These people can sign in:\n",
            f"\nNoroshi は {address} です。次の人がサインインできます:\n",
        )
    )
    width = max((len(account["login"]) for account in accounts), default=0)
    for account in sorted(accounts, key=lambda each: (each["role"], each["login"])):
        factor = say(" + second factor", " + 二要素") if account["totp_secret"] else ""
        words = f"{account['role']:<24} {account['organization']} · {account['desk']}"
        tell(f"  {account['login']:<{width}}  {account['password']}{factor}  {words}")
    tell(
        say(
            f"\nKeys and second factors: {home.root / 'accounts.json'}. Mail stays here: {home.root / 'mail'}. Ctrl-C stops.",
            f"\n鍵と二要素: {home.root / 'accounts.json'}。メールは外へ出ず {home.root / 'mail'} に入ります。Ctrl-C で止まります。",
        )
    )


def _state(home: DataHome) -> str:
    try:
        return str(json.loads((home.root / MARKER).read_text(encoding="utf-8"))["state"])
    except FileNotFoundError:
        return "none"


def _write_state(home: DataHome, state: str) -> None:
    write_secret(home.root / MARKER, json.dumps({"state": state}))
