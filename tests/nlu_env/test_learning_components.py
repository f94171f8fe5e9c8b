"""The components that learn, trained for real on a few sentences, stored and loaded again."""

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.intent_classifier import LinearIntentClassifier
from bot.nlu.intent_model import IntentModel
from bot.nlu.linking import LinkModel
from bot.nlu.names import open_knowledge_base
from bot.nlu.procedure_linker import ProcedureLinker
from bot.nlu.sentence_model import SentenceModel
from bot.nlu.views import WORDS
from tests.nlu_env.small_base import SPLIT, TRANSFER, TWIN, WELL, examples, write_record, write_records

Component = Any


def learned(
    component: type, config: dict[str, Any], storage: LocalModelStorage, context: ExecutionContext
) -> Component:
    """Trained, stored, and read back from the store."""
    whole = {**component.get_default_config(), **config}
    resource = Resource("component")
    component.create(whole, storage, resource, context).train(examples())
    return component.load(whole, storage, resource, context)


@pytest.fixture
def linker(records: Path, storage: LocalModelStorage, context: ExecutionContext) -> ProcedureLinker:
    return learned(ProcedureLinker, {"knowledge_base": str(records)}, storage, context)


@pytest.fixture
def classifier(
    records: Path, storage: LocalModelStorage, context: ExecutionContext
) -> LinearIntentClassifier:
    return learned(LinearIntentClassifier, {"knowledge_base": str(records)}, storage, context)


def parsed(component: Component, text: str) -> Message:
    (message,) = component.process([Message.build(text)])
    return message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sang tên sổ đỏ thì cần giấy tờ gì", TRANSFER),
        ("sang ten so do thi can giay to gi", TRANSFER),
        ("tách thửa đất tốn bao nhiêu", SPLIT),
        ("tach thua dat ton bao nhieu", SPLIT),
        ("thủ tục 1.013831 là gì", TRANSFER),
    ],
)
def test_the_procedure_is_found_with_and_without_diacritics(
    linker: ProcedureLinker, text: str, code: str
) -> None:
    message = parsed(linker, text)
    assert message.get("procedure_candidates")[0]["code"] == code
    (entity,) = message.get("entities")
    assert (entity["entity"], entity["value"], entity["extractor"]) == ("procedure", code, "ProcedureLinker")
    assert entity["confidence_entity"] >= 0.6


def test_a_record_without_sentences_is_found(linker: ProcedureLinker) -> None:
    assert parsed(linker, "dong cay nuoc khoan gieng").get("procedure_candidates")[0]["code"] == WELL


def test_a_record_newer_than_the_training_is_found(
    linker: ProcedureLinker, tmp_path: Path, storage: LocalModelStorage, context: ExecutionContext
) -> None:
    newer = write_records(tmp_path / "newer")
    write_record(
        newer, "1.013947", "Xác nhận tiếp tục sử dụng đất nông nghiệp", "Gia hạn đất ruộng", '"hết hạn đất"'
    )
    config = {**ProcedureLinker.get_default_config(), "knowledge_base": str(newer)}
    reloaded = ProcedureLinker.load(config, storage, Resource("component"), context)
    message = parsed(reloaded, "gia han dat ruong")
    assert message.get("procedure_candidates")[0]["code"] == "1.013947"


def test_words_never_mean_a_ministrys_twin_and_its_code_does(linker: ProcedureLinker) -> None:
    spoken = parsed(linker, "tách thửa đất (Bộ)").get("procedure_candidates")
    assert spoken[0]["code"] == SPLIT
    assert TWIN not in {candidate["code"] for candidate in spoken}
    message = parsed(linker, f"thủ tục {TWIN} nộp ở đâu")
    assert message.get("procedure_candidates")[0]["code"] == TWIN
    assert [entity["value"] for entity in message.get("entities")] == [TWIN]


@pytest.mark.parametrize("text", ["phí bao nhiêu", "con giay to thi sao", "xin chào"])
def test_follow_ups_and_small_talk_name_no_procedure(linker: ProcedureLinker, text: str) -> None:
    message = parsed(linker, text)
    assert message.get("procedure_none") > 0.5
    assert message.get("entities", []) == []


def in_talk(component: Component, text: str, about: str) -> Message:
    message = Message({"text": text, "metadata": {"about": about}})
    component.process([message])
    return message


def test_in_a_talk_words_may_leave_out_what_it_is_about(linker: ProcedureLinker) -> None:
    assert in_talk(linker, "phí bao nhiêu", SPLIT).get("procedure_in_context") == SPLIT
    assert in_talk(linker, "phí bao nhiêu", "9.999999").get("procedure_in_context") is None
    assert parsed(linker, "phí bao nhiêu").get("procedure_in_context") is None


def test_a_talk_turns_to_a_procedure_that_is_described_and_not_called(linker: ProcedureLinker) -> None:
    assert in_talk(linker, "còn nếu tách thửa thì sao", TRANSFER).get("procedure_in_context") == SPLIT
    assert in_talk(linker, "còn phí sao", TRANSFER).get("procedure_in_context") == TRANSFER


def test_of_a_correction_the_procedure_meant_is_found(linker: ProcedureLinker) -> None:
    message = parsed(linker, "không phải, ý tôi là tách thửa đất")
    assert message.get("procedure_candidates")[0]["code"] == SPLIT


def test_a_talk_speaks_for_a_follow_up(classifier: LinearIntentClassifier) -> None:
    alone, within = (
        sum(one["confidence"] for one in message.get("intent_ranking") if one["name"].startswith("ask_"))
        for message in (parsed(classifier, "rồi sao"), in_talk(classifier, "rồi sao", SPLIT))
    )
    assert within >= alone


def test_a_cry_for_help_is_heard_in_a_talk_too(
    records: Path, storage: LocalModelStorage, context: ExecutionContext
) -> None:
    def confidence(config: dict[str, Any]) -> float:
        whole = {"knowledge_base": str(records), **config}
        ranking = in_talk(learned(LinearIntentClassifier, whole, storage, context), "cháy rồi", SPLIT).get(
            "intent_ranking"
        )
        return sum(one["confidence"] for one in ranking if one["name"] == "hotline_emergency")

    assert confidence({}) > confidence({"emergency": 0.0, "grave_in_talk": 0.0})


def test_an_emergency_outweighs_other_matters_and_takes_nothing_from_questions(
    records: Path, storage: LocalModelStorage, context: ExecutionContext
) -> None:
    def kinds(odds: float) -> tuple[float, float]:
        config = {"knowledge_base": str(records), "emergency_among_matters": odds, "ranking_length": 50}
        found = parsed(learned(LinearIntentClassifier, config, storage, context), "cháy bãi rác rồi")
        ranking = {one["name"]: one["confidence"] for one in found.get("intent_ranking")}
        asked = sum(confidence for name, confidence in ranking.items() if name.startswith("ask_"))
        return ranking["hotline_emergency"], asked

    (without, asked), (with_it, still_asked) = kinds(0.0), kinds(1.5)
    assert with_it > without
    assert still_asked == pytest.approx(asked)


def test_in_a_talk_what_was_asked_before_is_likelier_asked_again(
    records: Path, storage: LocalModelStorage, context: ExecutionContext
) -> None:
    config = {"knowledge_base": str(records), "ranking_length": 10}
    classifier = learned(LinearIntentClassifier, config, storage, context)
    alone, within = (
        {one["name"]: one["confidence"] for one in message.get("intent_ranking")}
        for message in (parsed(classifier, "thế cho con"), in_talk(classifier, "thế cho con", SPLIT))
    )
    assert within["ask_same"] / within["ask_overview"] > alone["ask_same"] / alone["ask_overview"]


def test_a_name_speaks_for_every_aspect_alike() -> None:
    papers = [f"tách sổ {said} giấy gì" for said in ("cần", "nộp", "mang", "thì", "kèm", "có", "phải")]
    fees = [f"phí {said} bao nhiêu" for said in ("là", "hết", "đóng", "nộp", "thu", "thì", "khoảng")]
    texts, labels = [*papers, *fees], ["ask_papers"] * 7 + ["ask_fee"] * 7
    names = (["tách sổ", "tách sổ đất"], {"ask_papers": 1.0, "ask_fee": 1.0})
    plain, fair = (
        SentenceModel.train(texts, labels, (WORDS,), strength=1.0, balance=0.0, besides=besides)
        for besides in (((), {}), names)
    )
    fee = plain.labels.index("ask_fee")
    assert fair.chances(["phí tách sổ"])[0, fee] > plain.chances(["phí tách sổ"])[0, fee]


def test_confidences_are_probabilities_best_first(linker: ProcedureLinker) -> None:
    message = parsed(linker, "đất đai nhà cửa sổ sách")
    confidences = [candidate["confidence"] for candidate in message.get("procedure_candidates")]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) + message.get("procedure_none") == pytest.approx(1.0)


def test_button_payloads_are_not_linked(linker: ProcedureLinker) -> None:
    assert parsed(linker, '/ask_fee{"procedure":"1.012784"}').get("procedure_candidates") is None


def test_what_is_stored_is_data_only(linker: ProcedureLinker, storage: LocalModelStorage) -> None:
    with storage.read_from(Resource("component")) as folder:
        assert {path.suffix for path in folder.iterdir()} == {".json", ".npz"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("tách thửa thì phải đóng phí bao nhiêu", "ask_fee"),
        ("sang ten can giay to gi", "ask_papers"),
        ("chào bạn", "greet"),
    ],
)
def test_intents_are_ranked(classifier: LinearIntentClassifier, text: str, intent: str) -> None:
    message = parsed(classifier, text)
    assert message.get("intent")["name"] == intent
    assert message.get("intent_ranking")[0] == message.get("intent")
    assert 0 < message.get("intent")["confidence"] <= 1


def test_an_untrained_component_answers_without_an_intent(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    config = LinearIntentClassifier.get_default_config()
    untrained = LinearIntentClassifier.load(config, storage, Resource("nothing stored"), context)
    assert parsed(untrained, "xin chào").get("intent") == {"name": None, "confidence": 0.0}


class Fixed:
    """A model of sentences that has one opinion on all of them."""

    def __init__(self, **chances: float) -> None:
        self.labels = tuple(chances)
        self._chances = list(chances.values())

    def chances(self, texts: list[str]) -> np.ndarray:
        return np.array([self._chances for _ in texts])


@pytest.mark.parametrize(("chance", "grows"), [(0.04, False), (0.06, True)])
def test_nothing_is_added_to_an_emergency_that_no_word_hints_at(chance: float, grows: bool) -> None:
    kinds = Fixed(hotline_emergency=chance, off_topic=0.1, question=0.9 - chance)
    model = IntentModel(kinds, Fixed(ask_papers=1.0))  # type: ignore[arg-type]
    without, added = (model.chances(["qưeqweqwe"], emergency=odds)[0, 0] for odds in (0.0, 1.5))
    assert (added > without) == grows


def test_the_same_sentences_teach_the_same_twice(records: Path) -> None:
    kb, chance = open_knowledge_base(str(records)), Random(1)
    vocabulary = [f"chữ{number}" for number in range(400)]
    codes = [each.code for each in kb.nameable]
    texts = [" ".join(chance.choices(vocabulary, k=12)) for _ in range(3000)]
    labels = [codes[len(text) % len(codes)] for text in texts]
    asked = [str(len(text) % 12) for text in texts]
    links = [LinkModel.train(texts, labels, kb, strength=1.0).chances(texts[:50]) for _ in range(2)]
    kinds = [SentenceModel.train(texts, asked, (WORDS,), strength=1.0, balance=0.0) for _ in range(2)]
    assert np.array_equal(*links)
    assert np.array_equal(*(one.chances(texts[:50]) for one in kinds))
