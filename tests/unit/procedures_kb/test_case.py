"""Which facts are the citizen's, as far as his answers tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures_kb.case import Case
from procedures_kb.facts import Paper
from procedures_kb.questions import Question, Situation
from tests.unit.actions.records import procedure


def question(name: str, *options: str, **fields: object) -> Question:
    situations = tuple(Situation(id=option, name=option.capitalize()) for option in options)
    return Question(id=name, ask=f"{name}?", options=situations, **fields)


HOW = question("how", "sale", "gift", "inheritance")
WILL = question("will", "with_will", "no_will", after=("inheritance",), yes_no=True)
LOAN = question("loan", "mortgaged", "free")


def paper(*situations: str) -> Paper:
    return Paper(name="Giấy", original=1, copies=0, situations=situations)


CASE = Case(procedure("1.000001", "Sang tên", questions=(HOW, WILL, LOAN)))


def ids(case: Case, item: Paper) -> list[list[str]] | None:
    held = case.conditions(item)
    return None if held is None else [[one.id for one in condition] for condition in held]


@pytest.mark.parametrize(
    ("told", "situations", "left"),
    [
        ("", (), []),
        ("", ("sale",), [["sale"]]),
        ("sale", ("sale",), []),
        ("gift", ("sale",), None),
        ("", ("sale", "gift", "inheritance"), []),  # every answer will do
        ("", ("sale", "mortgaged"), [["sale"], ["mortgaged"]]),  # both questions must be met
        ("sale", ("sale", "mortgaged"), [["mortgaged"]]),
        ("gift,mortgaged", ("sale", "mortgaged"), None),
        ("sale", ("with_will",), None),  # the question does not arise
        ("", ("with_will",), [["inheritance"], ["with_will"]]),
        ("", ("with_will", "no_will"), [["inheritance"]]),
        ("inheritance", ("with_will", "no_will"), []),
        ("inheritance", ("with_will",), [["with_will"]]),
        ("with_will", ("inheritance",), []),  # what an answer presupposes counts as told
        ("~how", ("sale",), [["sale"]]),
        ("sale,with_will", ("sale",), []),  # an answer for which the others leave no room is not taken
        ("", ("inheritance", "with_will"), [["inheritance"], ["with_will"]]),  # each question stands once
        ("", ("gift", "with_will"), None),  # such a case cannot be
        ("nonsense,~nothing", ("sale",), [["sale"]]),
    ],
)
def test_a_fact_holds_where_each_question_it_names_is_answered_so(
    told: str, situations: tuple[str, ...], left: list[list[str]] | None
) -> None:
    assert ids(CASE.with_tokens(told), paper(*situations)) == left


@pytest.mark.parametrize(
    ("told", "items", "asked"),
    [
        ("", [()], None),
        ("", [("sale",)], "how"),
        ("", [("mortgaged",)], "loan"),
        ("", [("with_will",), ("mortgaged",)], "how"),  # the will is asked of heirs only
        ("inheritance", [("with_will",), ("mortgaged",)], "will"),
        ("sale", [("with_will",), ("mortgaged",)], "loan"),
        ("~how", [("with_will",), ("sale",)], None),
        ("inheritance,~will", [("with_will",), ("free",)], "loan"),
        ("sale,free", [("sale", "mortgaged"), ("gift",)], None),
    ],
)
def test_only_questions_that_still_decide_are_asked(
    told: str, items: list[tuple[str, ...]], asked: str | None
) -> None:
    found = CASE.with_tokens(told).next_question(paper(*one) for one in items)
    assert (found.id if found else None) == asked


def test_a_new_answer_replaces_the_old_one_and_what_hung_on_it() -> None:
    case = CASE.with_tokens("with_will").told("sale")
    assert [one.id for one in case.situations] == ["sale"]
    assert ids(case, paper("with_will")) is None


tokens = st.lists(st.sampled_from(["sale", "gift", "inheritance", "with_will", "no_will", "~how", "~will"]))
papers = st.lists(st.sets(st.sampled_from(["sale", "gift", "with_will", "mortgaged", "free"])))


@given(tokens, papers)
def test_asking_ends_and_then_only_skipped_questions_are_open(told: list[str], named: list[set[str]]) -> None:
    case, items = CASE.with_tokens(",".join(told)), [paper(*one) for one in named]
    for _ in case.procedure.questions:
        asked = case.next_question(items)
        if asked is not None:
            case = case.told(asked.options[0].id)
    assert case.next_question(items) is None
    skipped = {name for name, answer in case.answers.items() if answer is None}
    assert skipped or all(case.conditions(item) in ((), None) for item in items)


@given(tokens)
def test_a_case_survives_being_written_down(told: list[str]) -> None:
    case = CASE.with_tokens(",".join(told))
    assert CASE.with_tokens(case.tokens).answers == case.answers
