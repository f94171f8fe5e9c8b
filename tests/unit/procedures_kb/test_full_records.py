"""What every full record owes the citizen, whichever the procedure, nationally and in Đồng Nai."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from procedures_kb.case import Case
from procedures_kb.loader import load_knowledge_base
from procedures_kb.model import FACT_GROUPS, FactGroup, Procedure

# What citizens ask for most: never to fall back to a bare name, and called in many ways.
MOST_ASKED = {
    "1.001662",
    "1.004122",
    "1.010727",
    "1.011441",
    "1.011443",
    "1.012781",
    "1.012782",
    "1.012783",
    "1.012784",
    "1.012785",
    "1.012786",
    "1.012789",
    "1.012790",
    "1.012796",
    "1.012812",
    "1.013831",
    "1.013833",
    "1.013947",
    "1.013949",
    "1.013967",
    "1.013978",
    "1.013980",
    "1.013988",
    "1.013992",
    "1.013995",
    "dang-ky-moi-truong",
}
ALWAYS_GIVEN = ("papers", "fee", "time", "place", "online", "result", "legal")
LONGEST_SENTENCE = 25
LAND_RULES_END = date(2027, 2, 28)
KINDS_OF_LAW = ("Luật ", "Bộ luật ", "Nghị quyết ", "Nghị định ", "Thông tư ", "Quyết định ")


@pytest.fixture(scope="module", params=[None, "dong_nai"])
def full(request: pytest.FixtureRequest) -> list[Procedure]:
    """Every full record, nationally and in Đồng Nai."""
    return [
        procedure for procedure in load_knowledge_base(overlay=request.param).procedures if procedure.is_full
    ]


def _groups(procedure: Procedure) -> Iterator[tuple[str, FactGroup]]:
    for name in FACT_GROUPS:
        group = procedure.fact_group(name)
        if group is not None:
            yield f"{procedure.code} {name}", group


def _sentences(procedure: Procedure) -> Iterator[str]:
    """Every sentence that the citizen reads as a sentence: not the names of papers and laws."""
    texts = [procedure.when]
    texts += [group.note for _, group in _groups(procedure) if group.note]
    for listing in (procedure.place, procedure.steps, procedure.conditions):
        texts += listing.items if listing else ()
    for text in texts:
        yield from re.split(r"(?<=[.!?;])\s+", text)


def test_the_most_asked_records_are_full(full: list[Procedure]) -> None:
    assert {procedure.code for procedure in full} >= MOST_ASKED


def test_every_full_record_answers_the_seven_questions(full: list[Procedure]) -> None:
    missing = [
        (procedure.code, name)
        for procedure in full
        for name in ALWAYS_GIVEN
        if procedure.fact_group(name) is None
    ]
    assert not missing


def test_every_fact_group_says_where_and_when_it_was_read(full: list[Procedure]) -> None:
    for procedure in full:
        for place, group in _groups(procedure):
            assert len(group.source) > 10, place
            assert group.verified_on >= date(2025, 7, 1), place


def test_an_uncertain_fact_tells_the_citizen_so(full: list[Procedure]) -> None:
    silent = [
        place
        for procedure in full
        for place, group in _groups(procedure)
        if group.confidence == "low" and not group.note
    ]
    assert not silent


def test_the_rules_on_land_end_when_their_decree_does(full: list[Procedure]) -> None:
    for procedure in full:
        if procedure.field == "Đất đai":
            for name in ("papers", "time"):
                group = procedure.fact_group(name)
                assert group is not None
                assert group.valid_to == LAND_RULES_END, (procedure.code, name)


def test_nothing_is_cut_off(full: list[Procedure]) -> None:
    cut = [procedure.code for procedure in full if "…" in msgspec.json.encode(procedure).decode()]
    assert not cut


def test_sentences_are_short(full: list[Procedure]) -> None:
    long = {
        sentence
        for procedure in full
        for sentence in _sentences(procedure)
        if len(sentence.split()) > LONGEST_SENTENCE
    }
    assert not long


def test_nobody_is_sent_to_a_district(full: list[Procedure]) -> None:
    sent = [
        (procedure.code, item)
        for procedure in full
        for item in (procedure.place.items if procedure.place else ())
        if "huyện" in item.casefold()
    ]
    assert not sent


def test_laws_are_named_with_their_kind(full: list[Procedure]) -> None:
    bare = [
        (procedure.code, item)
        for procedure in full
        for item in (procedure.legal.items if procedure.legal else ())
        if not item.startswith(KINDS_OF_LAW)
    ]
    assert not bare


def test_every_situation_has_its_papers_and_a_plain_call(full: list[Procedure]) -> None:
    for procedure in full:
        for situation in procedure.situations:
            assert situation.aliases, (procedure.code, situation.id)
            assert procedure.papers is not None
            case = Case(procedure).told(situation.id)
            assert any(case.conditions(paper) is not None for paper in procedure.papers.items), situation.id


def test_people_can_call_the_most_asked_in_many_ways(full: list[Procedure]) -> None:
    most_asked = [procedure for procedure in full if procedure.code in MOST_ASKED]
    assert not [procedure.code for procedure in most_asked if len(procedure.aliases) < 8]
