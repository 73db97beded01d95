"""records: what was disposed of by rule."""

import click

from noroshi.cli.inside import inside
from noroshi.cli.language import say
from noroshi.cli.options import data_option
from noroshi.engine.home import DataHome


@click.group(help=say("Records that were disposed of by rule.", "規則により処分した記録。"))
def records() -> None:
    """Holds the command below."""


@records.command(
    help=say(
        "Prove that the seals of what was disposed of still stand, that nothing of it is left, and that the record tells of it."
        " Exit code 1 when something is wrong.",
        "処分したものの封印が成り立ち、何も残っておらず、記録簿にあることを証明します。異状があれば終了コード 1。",
    )
)
@data_option
@click.pass_context
def verify(context: click.Context, home: DataHome) -> None:
    with inside(home, process="sealer"):
        from noroshi.legal.proving import prove

        proof = prove()
    click.echo(say(f"{proof.items} items were disposed of by rule.", f"規則により処分したもの {proof.items} 件。"))
    wrong = (
        (proof.broken, say("The seal does not stand", "封印が成り立ちません")),
        (proof.left, say("Something is left", "残っているものがあります")),
        (proof.untold, say("The record does not tell of it", "記録簿にありません")),
    )
    for ids, words in wrong:
        for one in ids:
            click.echo(f"{words}: {one}")
    if proof.is_whole:
        click.echo(say("All seals stand, and nothing is left.", "封印はすべて成り立ち、残っているものはありません。"))
    context.exit(0 if proof.is_whole else 1)
