"""Sentences stand in templates, every template is used and renders, every button fits every channel."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from actions.answer import Answer, Outcome
from actions.aspects import ASPECTS, Aspect
from actions.explain import explain
from actions.hotline import TRACKS
from actions.next_steps import TOOL_FITS
from actions.payloads import MAX_BYTES
from actions.phrasebook import TEMPLATES_DIR, load_phrasebook
from actions.phrasing import ALL_TOPICS, BUTTONS_PER_REPLY
from actions.procedure_choice import Chosen
from actions.registry import ACTIONS, build_actions
from actions.services import DepartmentView, Services
from actions.turn import Turn
from bot.channels.webchat.requests import is_payload
from bot.conversation.outcomes import Outcome as EngineOutcome
from bot.dossiers.state import Status
from bot.language.fold import has_diacritics
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from procedures_kb.model import FACT_GROUPS, Procedure, SituationalItem
from tests.unit.actions.citizen import tracker
from tests.unit.actions.offices import offices, places
from tests.unit.actions.records import TODAY

ACTIONS_DIR = TEMPLATES_DIR.parent
LONGEST_TITLE = 40


@pytest.fixture(scope="module", params=[None, "dong_nai"])
def services(request: pytest.FixtureRequest) -> Services:
    """The real base, national and with the overlay."""
    department = DepartmentView(
        name="Sở Nông nghiệp và Môi trường",
        hotline_number="1800 0000",
        portal_url="https://dichvucong.gov.vn",
        province="Đồng Nai",
        offices=offices(),
    )
    base = load_knowledge_base(overlay=request.param) if request.param else national_base()
    return Services(base, department, lambda: TODAY, places=places())


def literals(source: Path) -> list[str]:
    """The string literals of a module that are no docstrings."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


@pytest.mark.parametrize("source", sorted(ACTIONS_DIR.glob("*.py")), ids=lambda path: path.name)
def test_no_vietnamese_in_code(source: Path) -> None:
    assert [text for text in literals(source) if has_diacritics(text)] == []


def test_every_template_is_used() -> None:
    used = {text for source in ACTIONS_DIR.glob("*.py") for text in literals(source)}
    used |= {f"aspects/{aspect}" for aspect in ASPECTS} | {f"hotline/{track}" for track in TRACKS}
    used |= {f"scope/{intent}" for action in ACTIONS for intent in action.intents}
    used |= {f"dossier/status/{status}" for status in Status}
    templates = {
        str(file.relative_to(TEMPLATES_DIR).with_suffix(""))
        for file in TEMPLATES_DIR.rglob("*.j2")
        if not file.name.startswith("_")
    }
    assert templates - used == set()


def test_every_outcome_of_an_action_is_one_the_engine_knows() -> None:
    assert set(get_args(Outcome)) <= set(EngineOutcome)


def test_every_button_title_fits() -> None:
    wording = load_phrasebook().wording
    titles = [*wording.aspects.values(), *(topic.title for topic in wording.topics)]
    for group in (wording.titles, wording.dossier_titles, wording.ticket_titles, wording.survey_titles):
        titles += [getattr(group, field) for field in group.__struct_fields__]
    assert [title for title in titles if len(title) > LONGEST_TITLE] == []


def test_every_aspect_has_a_title_and_what_comes_next() -> None:
    wording = load_phrasebook().wording
    assert set(wording.aspects) == set(wording.next_steps) == set(ASPECTS)
    for aspect, following in wording.next_steps.items():
        assert len(following) >= BUTTONS_PER_REPLY - 1
        assert aspect not in following
        assert all(name in ASPECTS or name in wording.tools for name in following)
    assert set(wording.tools) == set(TOOL_FITS)


def test_every_topic_names_procedures_of_the_base(services: Services) -> None:
    for topic in services.phrasebook.wording.topics:
        assert topic.id != ALL_TOPICS
        assert len(topic.procedures) == BUTTONS_PER_REPLY - 1
        assert all(services.kb.get(code) for code in topic.procedures), topic.id


def test_every_answer_renders_and_its_buttons_fit(services: Services) -> None:
    """Each aspect of each procedure, in each situation and in none."""
    for procedure in every_procedure(services):
        for aspect in ASPECTS:
            for case in ("", every_question_skipped(procedure), *(one.id for one in procedure.situations)):
                check(answer_in(procedure, aspect, services, case).replies)


def test_no_bubble_of_an_answer_is_a_heading_only(services: Services) -> None:
    """A chat's question may end in a colon over its buttons; an answer may not."""
    for procedure in every_procedure(services):
        for aspect in ASPECTS:
            for text in said_about(procedure, aspect, services):
                assert not text.endswith(":"), (procedure.code, aspect, text[-80:])


def test_every_paper_of_the_cases_shown_is_told(services: Services) -> None:
    for procedure in every_procedure(services):
        for paper in procedure.papers.items if procedure.papers else ():
            told = ",".join((every_question_skipped(procedure), *one_of_each(procedure, paper)))
            assert paper.name in "\n".join(said_about(procedure, "papers", services, told)), (
                procedure.code,
                paper.name,
            )


def test_a_note_is_one_sentence(services: Services) -> None:
    for procedure in every_procedure(services):
        for name in FACT_GROUPS:
            note = getattr(procedure.fact_group(name), "note", None) or ""
            assert not re.search(r"[.?!] ", note), (procedure.code, name, note)


@cache
def national_base() -> KnowledgeBase:
    """Without any province."""
    return load_knowledge_base()


def every_procedure(services: Services) -> tuple[Procedure, ...]:
    """The province's and the ministries'; with an overlay, those that it changes: the others say the same."""
    every = (*services.kb.procedures, *services.kb.ministry)
    if services.kb is national_base():
        return every
    changed = tuple(procedure for procedure in every if procedure != national_base().get(procedure.code))
    assert changed
    return changed


def every_question_skipped(procedure: Procedure) -> str:
    """The case of a citizen who answers no question."""
    return ",".join(f"~{question.id}" for question in procedure.questions)


def one_of_each(procedure: Procedure, item: SituationalItem) -> list[str]:
    """For each question that decides on the fact, the first answer with which it holds."""
    found = ([one for one in question.ids if one in item.situations] for question in procedure.questions)
    return [ids[0] for ids in found if ids]


def answer_in(procedure: Procedure, aspect: Aspect, services: Services, case: str) -> Answer:
    """The answer to a citizen of whose case so much is known ("sale,~loan")."""
    turn = Turn.from_tracker(tracker({"situation": f"{procedure.code}/{case}"}, {}))
    return explain(turn, Chosen(procedure, 1.0), aspect, services)


def said_about(
    procedure: Procedure, aspect: Aspect, services: Services, case: str | None = None
) -> list[str]:
    """The bubbles of one answer, to somebody who skips every question where no case is given."""
    told = every_question_skipped(procedure) if case is None else case
    return [reply.text for reply in answer_in(procedure, aspect, services, told).replies]


def test_every_other_action_renders_and_its_buttons_fit(services: Services) -> None:
    topics = [*(topic.id for topic in services.phrasebook.wording.topics), ALL_TOPICS]
    for action in build_actions(services):
        for intent in action.intents or ("nlu_fallback",):
            for entities in (
                {},
                {"dossier_code": "H19.15-260415-0052"},
                *({"topic": name} for name in topics),
            ):
                message = {
                    "intent": {"name": intent},
                    "entities": [{"entity": name, "value": value} for name, value in entities.items()],
                }
                check(action.answer(Turn.from_tracker(tracker({}, message))).replies)


def check(replies: tuple) -> None:
    assert replies
    for reply in replies:
        assert reply.text.strip()
        assert "None" not in reply.text
        assert not re.search(r"\{\{|\{%|\n\n\n", reply.text)
        assert len(reply.text) <= 900 or "\n" not in reply.text
        assert not reply.text.startswith("Căn cứ"), "a source without what it vouches for"
        assert len(reply.buttons) <= BUTTONS_PER_REPLY
        for button in reply.buttons:
            assert 0 < len(button.title) <= LONGEST_TITLE, button
            assert len(button.payload.encode()) <= MAX_BYTES, button
            assert is_payload(button.payload), button
