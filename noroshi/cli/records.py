"""ledger: who did and who read what."""

import click

from noroshi.cli.inside import inside
from noroshi.cli.language import LANGUAGE, say
from noroshi.cli.options import data_option
from noroshi.engine.home import DataHome


@click.group(help=say("Who did and who read what.", "誰が行い、誰が読んだかの記録。"))
def ledger() -> None:
    """Holds the commands below."""


@ledger.command(
    help=say(
        "Prove that no entry was changed, removed or put in, and name the first broken link. Exit code 1 when something is wrong.",
        "記録が変更・削除・挿入されていないことを証明し、最初に切れた環を示します。異状があれば終了コード 1。",
    )
)
@data_option
@click.option(
    "--noted",
    default="",
    metavar="LINE",
    help=say(
        "The last line of an earlier proof, kept elsewhere: it must still be in the chain.",
        "別の場所に控えた以前の証明の最終行。",
    ),
)
@click.pass_context
def verify(context: click.Context, home: DataHome, noted: str) -> None:
    with inside(home, process="sealer"):
        from noroshi.ledger.verify import verify as prove

        verdict = prove(noted=noted)
    click.echo(verdict.message(LANGUAGE))
    if verdict.head:
        click.echo(verdict.head.line)
    context.exit(0 if verdict.is_whole else 1)
