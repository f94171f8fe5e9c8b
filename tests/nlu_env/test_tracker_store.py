import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu import tracker_store
from bot.nlu.tracker_store import RecentTrackerStore

DOMAIN = Domain.from_yaml(
    """
    intents: [ask_fee]
    slots:
      procedure:
        type: text
        influence_conversation: false
        mappings: [{type: custom}]
    actions: [action_answer_procedure]
    """
)


def opened(path: Path, **options: Any) -> RecentTrackerStore:
    return RecentTrackerStore(DOMAIN, host=f"sqlite:///{path}/trackers.db", **options)


def talk(store: RecentTrackerStore, sender: str, turns: int) -> DialogueStateTracker:
    """A conversation that names a procedure in its first turn and goes on for some turns."""
    tracker = asyncio.run(store.get_or_create_tracker(sender))
    for turn in range(turns):
        tracker.update(UserUttered(f"câu {turn}", {"name": "ask_fee", "confidence": 0.9}))
        if turn == 0:
            tracker.update(SlotSet("procedure", "1.013831"))
        tracker.update(ActionExecuted("action_answer_procedure"))
        tracker.update(BotUttered(f"dạ {turn}"))
        tracker.update(ActionExecuted("action_listen"))
        asyncio.run(store.save(tracker))
        tracker = asyncio.run(store.retrieve(sender))
    return tracker


def test_a_long_conversation_keeps_its_slots_and_few_events(tmp_path: Path) -> None:
    tracker = talk(opened(tmp_path), "citizen", turns=60)
    assert tracker.get_slot("procedure") == "1.013831"
    assert len(tracker.events) <= 41
    assert tracker.latest_message.text == "câu 59"
    assert tracker.latest_action_name == "action_listen"


def test_context_survives_a_restart(tmp_path: Path) -> None:
    first = opened(tmp_path)
    talk(first, "citizen", turns=3)
    first.close()
    tracker = asyncio.run(opened(tmp_path).retrieve("citizen"))
    assert tracker.get_slot("procedure") == "1.013831"
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == [
        "câu 0",
        "câu 1",
        "câu 2",
    ]


def test_a_new_session_forgets_events_and_keeps_the_slots_carried_over(tmp_path: Path) -> None:
    store = opened(tmp_path)
    tracker = talk(store, "citizen", turns=2)
    carried_over = [SlotSet("procedure", "1.013831"), ActionExecuted("action_listen")]
    for event in [ActionExecuted("action_session_start"), SessionStarted(), *carried_over]:
        tracker.update(event)
    asyncio.run(store.save(tracker))
    kept = asyncio.run(store.retrieve("citizen"))
    assert kept.get_slot("procedure") == "1.013831"
    assert not any(isinstance(event, UserUttered) for event in kept.events)


def test_an_unknown_conversation_is_none(tmp_path: Path) -> None:
    assert asyncio.run(opened(tmp_path).retrieve("nobody")) is None


def test_the_conversations_used_longest_ago_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracker_store, "_SAVES_BETWEEN_CLEANINGS", 1)
    store = opened(tmp_path, max_conversations=3)
    for number in range(6):
        talk(store, f"citizen {number}", turns=1)
    assert sorted(asyncio.run(store.keys())) == ["citizen 3", "citizen 4", "citizen 5"]


def test_words_that_proved_who_somebody_is_are_not_kept(tmp_path: Path) -> None:
    store = opened(tmp_path)
    tracker = asyncio.run(store.get_or_create_tracker("citizen"))
    for text, forget in (("hồ sơ tới đâu", False), ("4567", True), ("cảm ơn", False)):
        parsed = {"text": text, "intent": {"name": "ask_fee"}, "text_tokens": [[0, len(text)]]}
        tracker.update(UserUttered(text, {"name": "ask_fee", "confidence": 0.9}, parse_data=parsed))
        tracker.update(ActionExecuted("action_answer_procedure"))
        tracker.update(BotUttered(None, {"custom": {"outcome": "answered", "forget_text": forget}}))
        tracker.update(ActionExecuted("action_listen"))
        asyncio.run(store.save(tracker))
        tracker = asyncio.run(store.retrieve("citizen"))
    said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert said == ["hồ sơ tới đâu", "…", "cảm ơn"]
    store.close()
    assert not any(b"4567" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_phone_number_is_not_kept_even_locked(tmp_path: Path) -> None:
    store = opened(tmp_path)
    tracker = asyncio.run(store.get_or_create_tracker("citizen"))
    known = {"about": "1.013831", "phone": "locked-number"}
    tracker.update(UserUttered("Ba", {"name": "ask_fee", "confidence": 0.9}, metadata=known))
    tracker.update(ActionExecuted("action_listen"))
    asyncio.run(store.save(tracker))
    kept = asyncio.run(store.retrieve("citizen")).latest_message
    assert (kept.text, kept.metadata) == ("Ba", {"about": "1.013831"})
    store.close()
    assert not any(b"locked-number" in file.read_bytes() for file in tmp_path.iterdir())


def test_of_a_reply_that_is_shown_once_other_words_are_kept(tmp_path: Path) -> None:
    store = opened(tmp_path)
    tracker = asyncio.run(store.get_or_create_tracker("citizen"))
    replies = [{"text": "Mã bí mật: 482915", "instead": "Đã gửi mã."}, {"text": "Tiếp theo …"}]
    tracker.update(UserUttered("gửi", {"name": "ask_fee", "confidence": 0.9}))
    tracker.update(BotUttered(None, {"custom": {"outcome": "opened_ticket", "replies": replies}}))
    asyncio.run(store.save(tracker))
    kept = asyncio.run(store.retrieve("citizen")).events[-1]
    assert kept.data["custom"]["replies"] == [{"text": "Đã gửi mã."}, {"text": "Tiếp theo …"}]
    store.close()
    assert not any(b"482915" in file.read_bytes() for file in tmp_path.iterdir())
