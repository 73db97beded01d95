"""serve, demo, stop, status: bringing an installation up and down."""

import os
import signal
import time

import click
import psutil

from noroshi.cli import demo_world
from noroshi.cli.language import say
from noroshi.cli.options import data_option, port_option, tell
from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome, holder
from noroshi.engine.instance import gather_assets, migrate_when_needed, opened
from noroshi.engine.supervisor import Supervisor


@click.command(
    help=say(
        "Start Noroshi: embedded database (or DATABASE_URL), pages and API, live updates, jobs, sealer. Ctrl-C stops all.",
        "Noroshi を起動します: 内蔵データベース(または DATABASE_URL)、画面と API、ライブ更新、ジョブ、封緘。Ctrl-C で全て止まります。",
    )
)
@data_option
@port_option
def serve(home: DataHome, port: int | None) -> None:
    _end_calmly_on_sigterm()
    if demo_world.is_demo(home):
        raise EngineError(
            f"{home.root} holds a demonstration, where no second factor is asked for.",
            "Use `noroshi demo` for it, or another folder for a real installation.",
        )
    with opened(home, tell) as instance:
        migrate_when_needed(instance)
        gather_assets(instance)
        Supervisor(instance, port).run(_say_ready)


@click.command(
    help=say(
        "Start Noroshi with a fictional world to explore. Prints READY and the address; accounts are in DIR/accounts.json.",
        "架空の世界を入れて Noroshi を起動します。READY と住所を表示し、アカウントを DIR/accounts.json に書きます。",
    )
)
@click.option(
    "--data",
    "folder",
    metavar="DIR",
    help=say(
        "Where to keep it (default: the first of data/demo, data/demo-2, … that nobody runs).",
        "置き場所(既定: data/demo ほか)。",
    ),
)
@port_option
def demo(folder: str | None, port: int | None) -> None:
    _end_calmly_on_sigterm()
    home = DataHome.at(folder) if folder else _first_idle()
    demo_world.refuse_real_installation(home)
    with opened(home, tell) as instance:
        demo_world.prepare(instance)
        migrate_when_needed(instance)
        gather_assets(instance)
        demo_world.load_once(instance)

        def ready(address: str) -> None:
            demo_world.show_accounts(home, address)
            _say_ready(address)

        Supervisor(instance, port, demo_world.ENVIRONMENT).run(ready)


@click.command(
    help=say("Stop the Noroshi that runs on a data directory.", "データの置き場所で動いている Noroshi を止めます。")
)
@data_option
def stop(home: DataHome) -> None:
    pid = holder(home)
    if pid is None:
        tell(say(f"Nothing runs on {home.root}.", f"{home.root} では何も動いていません。"))
        return
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 120
    while holder(home) is not None:
        if time.monotonic() > deadline:
            raise EngineError(f"Process {pid} has not stopped within two minutes.", f"Look at {home.logs}.")
        time.sleep(0.1)
    tell(say("Stopped.", "止まりました。"))


@click.command(
    help=say(
        "Say whether Noroshi runs on a data directory (exit code 3 when not).",
        "動いているかを答えます(動いていなければ終了コード 3)。",
    )
)
@data_option
@click.pass_context
def status(context: click.Context, home: DataHome) -> None:
    pid = holder(home)
    if pid is None:
        click.echo(say("not running", "停止中"))
        context.exit(3)
    since = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(psutil.Process(pid).create_time()))
    click.echo(say(f"running, process {pid}, since {since}", f"稼働中、プロセス {pid}、{since} から"))


def _first_idle() -> DataHome:
    """Two demonstrations side by side each get a folder; a third start finds the first one idle again."""
    number = 1
    while True:
        home = DataHome.at("data/demo" if number == 1 else f"data/demo-{number}")
        if holder(home) is None:
            return home
        number += 1


def _say_ready(address: str) -> None:
    click.echo(f"READY {address}")


def _end_calmly_on_sigterm() -> None:
    """While starting, SIGTERM is as calm as Ctrl-C; once everything runs, the supervisor answers both."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
