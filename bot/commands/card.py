"""``chidan kb card``: the card of a procedure as files."""

from pathlib import Path
from typing import Annotated, NoReturn, get_args

import typer

from bot.app import today_in_vietnam
from bot.cards.content import card_of
from bot.cards.render import render
from bot.commands.errors import clear_errors
from bot.progress import say
from bot.server import local_address
from bot.settings import Settings
from bot.startup import read_inputs
from bot.typesetting import Form
from procedures_kb.case import SKIPPED, Case
from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import Procedure


def add_to(kb_cli: typer.Typer) -> None:
    """Adds the command to ``chidan kb``."""
    kb_cli.command("card")(kb_card)


def kb_card(
    code: str,
    case: Annotated[
        str, typer.Option(help="The citizen's case as in the page's address: \"sale,~loan\".")
    ] = "",
    out: Annotated[Path, typer.Option(help="The folder to write to.")] = Path(),
    url: Annotated[str, typer.Option(help="Address of the pages that the QR code leads to.")] = "",
) -> None:
    """Write the card to take along as CODE.pdf (A5) and CODE.png, in all cases or in one."""
    with clear_errors():
        settings = Settings()
        department, kb = read_inputs(settings)
        told = _case(_known(kb, code), case)
        base = url or settings.public_url or _address_of_this_machine(settings)
        card = card_of(told, kb, department, base.rstrip("/"), today_in_vietnam())
        out.mkdir(parents=True, exist_ok=True)
        for form in get_args(Form):
            file = out / ("-".join([code, *filter(None, told.tokens.split(","))]) + f".{form}")
            file.write_bytes(render(card, form))
            typer.echo(file)


def _known(kb: KnowledgeBase, code: str) -> Procedure:
    procedure = kb.get(code)
    if procedure is None:
        _give_up(f"there is no procedure {code}")
    if not procedure.is_full:
        _give_up(f"of {code} only the name is known, so there is nothing to take along")
    return procedure


def _case(procedure: Procedure, told: str) -> Case:
    """The case; an answer that the procedure does not know is a mistake here, unlike in an old address."""
    known = {situation.id for situation in procedure.situations}
    known |= {f"{SKIPPED}{question.id}" for question in procedure.questions}
    for token in filter(None, told.split(",")):
        if token not in known:
            _give_up(f"{procedure.code} has no answer {token}; it has {', '.join(sorted(known)) or 'none'}")
    return Case(procedure).with_tokens(told)


def _address_of_this_machine(settings: Settings) -> str:
    address = local_address(settings.host, settings.port)
    say(f"chidan: the QR code leads to {address}, for this machine alone; give --url or CHIDAN_PUBLIC_URL")
    return address


def _give_up(reason: str) -> NoReturn:
    say(f"chidan: {reason}")
    raise typer.Exit(1)
