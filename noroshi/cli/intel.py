"""intel: files of shared intelligence, taken in by those who run the machine."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import click

from noroshi.cli.inside import inside
from noroshi.cli.language import say
from noroshi.cli.options import data_option
from noroshi.engine.home import DataHome

if TYPE_CHECKING:
    from noroshi.intel.bulk.running import Progress


@click.group(help=say("Shared intelligence (STIX).", "脅威情報（STIX）。"))
def intel() -> None:
    """Holds the commands below."""


@intel.command(
    "import",
    help=say(
        "Take in a file of STIX 2.1 objects: a bundle, an envelope, a list, or one object a line. Good objects are kept, bad ones "
        "are reported. The same file goes on where it ended.",
        "STIX 2.1 のファイル（バンドル、エンベロープ、配列、1 行 1 オブジェクト）を取り込みます。正しいものは取り込み、"
        "誤りは報告します。途中で終わったファイルは、続きから取り込みます。",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--origin",
    required=True,
    type=click.UUID,
    help=say(
        "The source that it comes from (noroshi intel origins).", "情報源（noroshi intel origins で確かめられます）。"
    ),
)
@data_option
@click.pass_context
def import_file(context: click.Context, file: Path, origin: uuid.UUID, home: DataHome) -> None:
    with inside(home, process="jobs"):
        from noroshi.intel.actions.imports import begin_import_by_hand, run_import

        row = begin_import_by_hand(origin, file)
        with click.progressbar(length=row.size, show_eta=True, show_percent=True, item_show_func=_rate) as bar:
            progress = run_import(row.public_id, file, lambda so_far: bar.update(so_far.at - bar.pos, so_far))
    click.echo(_said(progress))
    if progress.refused:
        click.echo(
            say(
                f"The faults are kept with the import {row.public_id}.",
                f"誤りは取り込み {row.public_id} に残してあります。",
            )
        )
    context.exit(0 if not progress.refused else 4)


@intel.command(help=say("List the sources of all desks.", "すべての窓口の情報源を並べます。"))
@data_option
def origins(home: DataHome) -> None:
    with inside(home, process="jobs"):
        from noroshi.intel.queries import all_origins

        for row in all_origins():
            click.echo(
                f"{row.public_id}  {row.tlp:<12}  {row.desk.organization.name_ja} {row.desk.name_ja}  {row.name}"
            )


def _rate(progress: "Progress | None") -> str:
    if progress is None or not progress.seconds:
        return ""
    speed = progress.bytes_a_second / 1_000_000
    return say(f"{progress.objects:,} objects, {speed:.1f} MB/s", f"{progress.objects:,} 件、毎秒 {speed:.1f} MB")


def _said(progress: "Progress") -> str:
    counts = f"{progress.taken:,}", f"{progress.known:,}", f"{progress.refused:,}"
    return say("taken in {}, known before {}, refused {}", "取り込み {}、既知 {}、誤り {}").format(*counts)
