"""Updates as Telegram sends them."""

from typing import Any

AN = {"id": 5_000_000_001, "is_bot": False, "first_name": "An", "language_code": "vi"}
PRIVATE = {"id": AN["id"], "first_name": "An", "type": "private"}
GROUP = {"id": -1_001_234_567_890, "title": "Xóm", "type": "supergroup"}
BOT = {"id": 7_402_938_476, "is_bot": True, "first_name": "Chỉ Dẫn", "username": "chidan_bot"}


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    """A message of An's."""
    body = {"message_id": 7, "from": AN, "chat": chat, "date": 1_795_000_000, **content}
    return {"update_id": 815, "message": body}


def tap(data: str, chat: dict[str, Any] = PRIVATE, query_id: str = "42") -> dict[str, Any]:
    """An taps a button."""
    under = {"message_id": 6, "from": BOT, "chat": chat, "date": 1_795_000_000, "text": "Dạ?"}
    query = {"id": query_id, "from": AN, "message": under, "chat_instance": "9", "data": data}
    return {"update_id": 816, "callback_query": query}


def standing(status: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    """What the bot is to An changes."""
    until = {"until_date": 0} if status == "kicked" else {}
    member = {"user": BOT, "status": status, **until}
    change = {
        "chat": chat,
        "from": AN,
        "date": 1_795_000_000,
        "old_chat_member": {"user": BOT, "status": "member"},
        "new_chat_member": member,
    }
    return {"update_id": 817, "my_chat_member": change}


def file(file_id: str = "AgACAgUAAxk-abc_1", **about: Any) -> dict[str, Any]:
    """A file as it stands in a message."""
    return {"file_id": file_id, "file_unique_id": "AQAD", **about}


def sizes(*sides: int, bytes_each: int = 1_000) -> list[dict[str, Any]]:
    """A photo in those sizes."""
    return [file(f"size-{side}", width=side, height=side, file_size=bytes_each) for side in sides]
