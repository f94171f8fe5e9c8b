"""The training sentences, read by our own importer as Rasa's would read them."""

from copy import deepcopy
from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter

from bot.nlu.examples import procedure_of
from bot.nlu.importer import SentenceImporter

SENTENCES = """\
version: "3.1"

nlu:
- intent: ask_fee
  metadata: {procedure: "1.013831"}
  examples: |
    - sang tên tốn bao nhiêu
    - phí - lệ phí sang tên

- intent: greet
  examples: |
    - chào
"""


def test_it_reads_what_rasa_reads(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(SENTENCES, encoding="utf-8")
    read = [
        [(one.get("text"), one.get("intent"), procedure_of(one)) for one in data.intent_examples]
        for data in (
            kind(None, None, str(tmp_path)).get_nlu_data() for kind in (SentenceImporter, RasaFileImporter)
        )
    ]
    assert read[0] == read[1]
    assert read[0][0] == ("sang tên tốn bao nhiêu", "ask_fee", "1.013831")


def test_another_procedure_or_text_is_another_fingerprint(tmp_path: Path) -> None:
    prints = set()
    for text in (SENTENCES, SENTENCES.replace("1.013831", "1.012784"), SENTENCES.replace("chào", "xin chào")):
        (tmp_path / "nlu.yml").write_text(text, encoding="utf-8")
        prints.add(SentenceImporter(None, None, str(tmp_path)).get_nlu_data().fingerprint())
    assert len(prints) == 3


def test_a_copy_is_equal_and_lives_its_own_life(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(SENTENCES, encoding="utf-8")
    [one, *_] = SentenceImporter(None, None, str(tmp_path)).get_nlu_data().training_examples
    copied = deepcopy(one)
    assert (copied, copied.fingerprint()) == (one, one.fingerprint())
    copied.set("text", "khác")
    assert copied != one
    assert one.get("text") == "sang tên tốn bao nhiêu"
    copied.set("text", one.get("text"))
    assert copied == one
