"""The knowledge base in figures."""

from procedures_kb.loader import load_knowledge_base
from procedures_kb.summary import summary, table_lines


def test_every_record_is_counted_once_in_its_field_and_once_in_all() -> None:
    base = load_knowledge_base(overlay="dong_nai")
    table = summary(base)
    total = table.pop("all")
    assert total["records"] == len(base.procedures)
    assert {kind: sum(row[kind] for row in table.values()) for kind in total} == dict(total)
    assert total["records"] >= total["full"] >= total["questions"] > 0
    assert table["Đất đai"]["overlay"] == total["overlay"] - table["Đăng ký biện pháp bảo đảm"]["overlay"]


def test_the_table_has_a_line_for_each_field_and_explains_itself() -> None:
    table = summary(load_knowledge_base(overlay="dong_nai"))
    lines = list(table_lines(table))
    assert len(lines) == len(table) + 2
    assert lines[-2].startswith("all ")
    assert lines[-1].startswith("questions: ")
