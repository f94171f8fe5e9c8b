"""The peers that only search, and the larger bases."""

from pathlib import Path

import pytest

from bench.nlu.larger_bases import grown, with_foreign_names
from bench.nlu.peers.base import LONGEST, Peer
from bench.nlu.peers.fts5 import Fts5
from bench.nlu.peers.fuzzy import Fuzzy
from bench.nlu.rasa_training import NONE, as_training_file, sentences_by_intent
from procedures_kb.loader import KnowledgeBase, load_knowledge_base


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_knowledge_base()


@pytest.mark.parametrize("build", [Fts5, Fuzzy])
def test_a_procedure_is_found_by_its_own_name(kb: KnowledgeBase, build: type[Fts5] | type[Fuzzy]) -> None:
    peer: Peer = build(kb)
    found = peer.rank(kb.procedures[0].plain_name)
    assert kb.procedures[0].code in [code for code, _ in found]
    assert len(found) <= LONGEST
    assert not peer.rank('?!"')[:1] or build is Fuzzy


def test_grown_bases_have_so_many_records_with_as_many_names(kb: KnowledgeBase) -> None:
    larger = grown(kb, 400)
    assert len(larger.procedures) == 400
    assert {one.code for one in kb.procedures} < {one.code for one in larger.procedures}
    assert [one.name for one in grown(kb, 400).procedures] == [one.name for one in larger.procedures]
    made = [one for one in larger.procedures if kb.get(one.code) is None]
    assert {len(one.aliases) for one in made} == {len(one.aliases) for one in kb.procedures}


def test_foreign_names_leave_out_what_is_ours(kb: KnowledgeBase, tmp_path: Path) -> None:
    ours = kb.procedures[0]
    table = tmp_path / "names.tsv"
    rows = [
        ("code", "ministry", "field", "level", "name", "decision"),
        (ours.code, "bo", "f", "bo", "Tên khác", "1"),
        ("9.000001", "bo", "f", "bo", ours.name.upper(), "1"),
        ("9.000002", "bo", "f", "bo", "Đổi giấy phép lái xe", "1"),
    ]
    table.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    larger = with_foreign_names(kb, table)
    assert len(larger.nameable) == len(kb.nameable) + 1
    assert larger.get("9.000002")


def test_training_sentences_stand_under_their_procedure(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(
        "nlu:\n- intent: ask_fee\n  metadata: {procedure: '1.1'}\n  examples: |\n    - phí\n    - lệ phí?\n"
        "- intent: greet\n  examples: |\n    - chào\n- synonym: x\n  examples: |\n    - y\n"
    )
    found = sentences_by_intent(tmp_path)
    assert found == {"1.1": ["phí", "lệ phí?"], NONE: ["chào"]}
    assert "- phí" in as_training_file(found)
