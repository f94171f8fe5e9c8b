"""The components that learn nothing: normaliser, segmenter, extractor of dossier codes."""

import unicodedata
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.dossier_code_extractor import DossierCodeExtractor
from bot.nlu.normaliser import Normaliser
from bot.nlu.segmenter import Segmenter


def run(component: type, text: str, storage: LocalModelStorage, context: ExecutionContext) -> Message:
    config: dict[str, Any] = component.get_default_config()
    made = component.create(config, storage, Resource("unused"), context)
    (message,) = made.process([Message.build(text)])
    return message


def test_normaliser_rewrites_and_masks(storage: LocalModelStorage, context: ExecutionContext) -> None:
    typed = unicodedata.normalize("NFD", "e k có sổ, sđt 0909123456, hs H58.15-240605-0012")
    message = run(Normaliser, typed, storage, context)
    assert message.get("text") == ("em không có sổ, số điện thoại [số điện thoại], hồ sơ H58.15-240605-0012")


def test_normaliser_leaves_button_payloads_alone(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    payload = '/ask_fee{"procedure":"1.013831"}'
    assert run(Normaliser, payload, storage, context).get("text") == payload


def test_normaliser_cuts_what_is_too_long(storage: LocalModelStorage, context: ExecutionContext) -> None:
    assert len(run(Normaliser, "sổ " * 30_000, storage, context).get("text")) < 1100


def test_segmenter_gives_tokens_with_folded_lemmas(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    text = "hồ sơ H58.15-240605-0012 đâu"
    tokens = run(Segmenter, text, storage, context).get("text_tokens")
    assert [(token.text, token.lemma) for token in tokens] == [
        ("hồ sơ", "ho so"),
        ("H58.15-240605-0012", "h58.15-240605-0012"),
        ("đâu", "dau"),
    ]
    assert all(text[token.start : token.end] == token.text for token in tokens)


def test_extractor_sets_the_normal_form_and_the_place(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    text = "tra giup h58 15 240605 0013 voi"
    (entity,) = run(DossierCodeExtractor, text, storage, context).get("entities")
    assert entity["entity"] == "dossier_code"
    assert entity["value"] == "H58.15-240605-0013"
    assert text[entity["start"] : entity["end"]] == "h58 15 240605 0013"


def test_extractor_finds_nothing_in_other_numbers(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    message = run(DossierCodeExtractor, "thủ tục 1.012784, gọi 0909123456", storage, context)
    assert message.get("entities") == []
