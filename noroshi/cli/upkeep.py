"""migrate, doctor, backup, restore: looking after an installation."""

import subprocess
import sys
import tempfile
from pathlib import Path

import click

from noroshi.cli import checks
from noroshi.cli.language import say
from noroshi.cli.options import data_option, tell
from noroshi.engine import backup as backups
from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome
from noroshi.engine.instance import Instance, migrate_when_needed, opened, reached


@click.command(
    help=say("Bring the tables to this version; serve does it too.", "表をこの版に合わせます(serve も行います)。")
)
@data_option
def migrate(home: DataHome) -> None:
    with reached(home, tell) as instance:
        changed = migrate_when_needed(instance)
    tell(
        say("The tables are of this version now.", "表をこの版に合わせました。")
        if changed
        else say("Nothing to do.", "することはありません。")
    )


@click.command(
    help=say(
        "Check data directory, secrets, database, roles, locks, mail, disk, clock and versions, and say how to mend each.",
        "データの置き場所、秘密、データベース、ロール、二つ目の錠、メール、ディスク、時計、版を調べ、直し方を示します。",
    )
)
@data_option
@click.pass_context
def doctor(context: click.Context, home: DataHome) -> None:
    findings = checks.examine(home)
    for finding in findings:
        click.echo(f"{finding.sign} {finding.name}: {finding.words}")
        if finding.remedy:
            click.echo(f"    → {finding.remedy}")
    if any(finding.is_broken for finding in findings):
        context.exit(1)


@click.command(
    name="backup",
    help=say(
        "Write database and vault into FILE, while Noroshi runs or not. No secret goes into it: keep those with --secrets, elsewhere.",
        "データベースと保管庫を FILE に書きます(稼働中も可)。秘密は入りません。--secrets で別の場所に保管してください。",
    ),
)
@data_option
@click.option(
    "--secrets",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=say("Write the secrets here (0600).", "秘密の書き出し先(0600)。"),
)
@click.option(
    "--prove",
    is_flag=True,
    help=say("Restore it at once into a temporary folder and prove it.", "直ちに仮の場所へ復元して証明します。"),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(home: DataHome, secrets: Path | None, file: Path, *, prove: bool) -> None:
    with reached(home, tell) as instance:
        made = backups.back_up(instance, file, secrets)
    tell(
        say(
            f"{sum(made.rows.values())} rows and {made.vault_files} files are in {file}.",
            f"{sum(made.rows.values())} 行と {made.vault_files} ファイルを {file} に書きました。",
        )
    )
    if not secrets:
        tell(
            say(
                "Secrets are not in it; keep them with --secrets FILE, apart from it.",
                "秘密は含みません。--secrets FILE で別に保管してください。",
            )
        )
    if prove:
        with tempfile.TemporaryDirectory(prefix="noroshi-proof-", dir=file.absolute().parent) as folder:
            _restore(file, DataHome.at(Path(folder) / "data"), secrets)


@click.command(
    name="restore",
    help=say(
        "Restore FILE into an empty data directory, start the copy and prove it: rows counted, ledger verified.",
        "FILE を空の置き場所に復元し、起動して証明します(行数の照合、台帳の検証)。",
    ),
)
@data_option
@click.option(
    "--secrets",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=say("The secrets that belong to it.", "対応する秘密のファイル。"),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(home: DataHome, secrets: Path | None, file: Path) -> None:
    _restore(file, home, secrets)
    if not secrets:
        tell(
            say(
                "New secrets were made: everybody signs in again, factors are set up again, and pseudonyms stay closed.",
                "秘密を新しく作りました。全員が再サインインし、二要素を設定し直します。仮名は開けません。",
            )
        )


def _restore(file: Path, home: DataHome, secrets: Path | None) -> None:
    made = backups.restore(file, home, secrets)
    wrong = backups.prove(home, made)
    if wrong:
        raise EngineError("The restored copy differs:\n  " + "\n  ".join(wrong), "Do not use it; try another backup.")
    with opened(home, tell) as instance:
        migrate_when_needed(instance)
        _verify_ledger(instance)
    tell(
        say(
            f"Proved: {home.root} starts, {sum(made.rows.values())} rows of {len(made.rows)} tables came back, the ledger is whole.",
            f"証明済み: {home.root} の写しは起動し、{len(made.rows)} 表 {sum(made.rows.values())} 行が戻り、台帳は無傷です。",
        )
    )


def _verify_ledger(instance: Instance) -> None:
    """In a process of its own, as the door of the ledger does it."""
    environment = instance.environment() | instance.addresses.environment() | {"NOROSHI_PROCESS": "sealer"}
    done = subprocess.run(
        [sys.executable, "-m", "noroshi.cli.verifying"], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise EngineError(
            f"The restored ledger is not whole: {done.stdout}{done.stderr[-800:]}",
            "Do not use this copy; try another backup.",
        )
