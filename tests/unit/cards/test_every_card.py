"""Every full record of the base as a card, in its first case."""

import time
from datetime import date
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from bot.cards.content import Card, card_of
from bot.cards.render import render
from bot.department import load_department
from bot.typesetting import Form
from procedures_kb.case import Case
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from procedures_kb.model import Procedure
from tests.machine import slowness
from tests.unit.cards.reading import A5_POINTS, has_empty_box, page_sizes, picture_size, spaceless, words_of

pytestmark = pytest.mark.alone

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 26)
LONGEST_SECONDS = 1.0
USUAL_PAGES = 2
MANY_PAPERS = 15
MOST_PIXELS = 800 * 16_000


DEPARTMENT = load_department(ROOT / "bot" / "department.yml")


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    """As the department in use has it."""
    return load_knowledge_base(overlay=DEPARTMENT.overlay or None)


def first_case(procedure: Procedure) -> Case:
    """Of a citizen who gives the first, most usual answer to every question that decides on a fact."""
    case = Case(procedure)
    groups = (procedure.papers, procedure.fee, procedure.time)
    items = [item for group in groups if group for item in group.items]
    while question := case.next_question(items):
        case = case.told(question.options[0].id)
    return case


def card_in(case: Case, base: KnowledgeBase) -> Card:
    return card_of(case, base, DEPARTMENT, "https://chidan.example.vn", TODAY)


def test_every_sheet_holds_name_and_papers_on_a5(base: KnowledgeBase) -> None:
    full = [procedure for procedure in base.procedures if procedure.is_full]
    assert len(full) >= 100
    for procedure in full:
        case = first_case(procedure)
        pdf = render(card_in(case, base), "pdf")
        pages = page_sizes(pdf)
        assert set(pages) == {A5_POINTS}, procedure.code
        held = [one.name for one in procedure.papers.items if case.conditions(one) is not None]
        assert len(pages) <= USUAL_PAGES + (len(held) > MANY_PAPERS), (procedure.code, len(pages))
        words = words_of(pdf)
        for shown in (procedure.plain_name, *held):
            assert spaceless(shown) in words, (procedure.code, shown)


def test_the_font_has_every_letter_that_a_card_may_show(base: KnowledgeBase) -> None:
    """In the name, which is bold, and in a paper; a letter that it lacks would be an empty box."""
    letters = {letter for one in base.procedures for letter in msgspec.json.encode(one).decode()}
    procedure = base.get("1.013831")
    assert procedure is not None
    assert procedure.papers is not None
    every = "".join(sorted(letter for letter in letters if letter.isprintable()))
    paper = msgspec.structs.replace(procedure.papers.items[0], name=every)
    shown = msgspec.structs.replace(
        procedure, plain_name=every, papers=msgspec.structs.replace(procedure.papers, items=(paper,))
    )
    assert not has_empty_box(render(card_in(Case(shown), base), "pdf"))


@pytest.mark.parametrize("code", ["1.013831", "1.013978", "1.001662", "1.014267", "1.012784"])
def test_a_card_takes_less_than_a_second(base: KnowledgeBase, code: str) -> None:
    """With every branch; the longest lists of papers and of fees are among them."""
    procedure = base.get(code)
    assert procedure is not None
    card = card_in(Case(procedure), base)
    render(card, "pdf")  # the fonts are read once for all
    for form in get_args(Form):
        started = time.process_time()  # of all threads together; the clock tells of other programs too
        file = render(card, form)
        assert time.process_time() - started < LONGEST_SECONDS * slowness(), form
    width, height = picture_size(file)
    assert width * height < MOST_PIXELS
