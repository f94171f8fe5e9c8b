"""The held-out sets fit what the measurement makes of them."""

from bench.nlu.sets import HeldOut, about_procedures, blind, pairs, right_codes, right_intents, seen_before
from procedures_kb.loader import load_knowledge_base


def test_every_code_that_is_expected_exists() -> None:
    kb = load_knowledge_base()
    for held_out in (blind(), seen_before()):
        expected = [*held_out.singles, *(turn for talk in held_out.talks for turn in talk["turns"])]
        assert [code for line in expected for code in right_codes(line) if kb.get(code) is None] == []


def test_ids_are_unique() -> None:
    for held_out in (blind(), seen_before()):
        ids = [line["id"] for line in (*held_out.singles, *held_out.talks)]
        assert len(ids) == len(set(ids))


def test_every_pair_is_counted_once() -> None:
    singles = blind().singles
    found = pairs(singles)
    assert 2 * len(found) == sum("pair" in line for line in singles)
    assert all(line["procedure"] == bare["procedure"] for line, bare in found)


def test_what_is_right_as_well() -> None:
    line = {"procedure": "a", "also": ["b"], "intent": "x", "also_intent": ["y"]}
    assert right_codes(line) == {"a", "b"}
    assert right_intents(line) == {"x", "y"}
    none = {"procedure": None, "also_procedure": ["c"], "intent": "x"}
    assert right_codes(none) == {"c"}
    assert about_procedures(HeldOut((line, none), ()).singles) == [line]
