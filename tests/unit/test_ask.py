"""Reading questions, and how an answer looks to a person."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.ask import AskError, Question, ask_all, read_questions, readable


def questions(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(text)
    return path


def test_a_line_is_a_text_or_turns(tmp_path: Path) -> None:
    read = read_questions(questions(tmp_path, '{"id": 1, "text": "a"}\n\n{"id": "x", "turns": ["b", "c"]}\n'))
    assert [(one.id, one.text, one.turns) for one in read] == [(1, "a", None), ("x", None, ("b", "c"))]


def test_the_mark_that_windows_puts_before_a_file_is_no_fault(tmp_path: Path) -> None:
    assert read_questions(questions(tmp_path, '\ufeff{"id": 1, "text": "a"}'))[0].text == "a"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "malformed|truncated"),
        ('{"text": "a"}', "missing required field `id`"),
        ('{"id": 1}', "exactly one of `text` and `turns`"),
        ('{"id": 1, "text": "a", "turns": ["b"]}', "exactly one of `text` and `turns`"),
        ('{"id": 1, "turns": [3]}', r"turns\[0\]"),
        ('{"id": 1, "turns": []}', "turns"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_asked(tmp_path: Path, line: str, reason: str) -> None:
    path = questions(tmp_path, '{"id": 1, "text": "a"}\n' + line)
    with pytest.raises(AskError, match=reason) as caught:
        read_questions(path)
    assert f"{path}:2:" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AskError, match=r"nowhere\.jsonl: No such file"):
        read_questions(tmp_path / "nowhere.jsonl")


def test_buttons_stand_in_brackets_under_their_bubble() -> None:
    bubble = {"text": "Dạ", "buttons": [{"title": "Phí", "payload": "/ask_fee"}]}
    assert readable({"messages": [bubble]}) == "Dạ\n\n[ Phí ]"
    conversation = {"turns": [{"text": "alo", "messages": [bubble]}]}
    assert readable(conversation) == "> alo\n\nDạ\n\n[ Phí ]"


def refusing(status: int) -> web.Application:
    """An API that opens sessions and takes no message."""

    async def open_session(_request: web.Request) -> web.Response:
        return web.json_response({"session": "s", "token": "t"})

    async def refuse(_request: web.Request) -> web.Response:
        return web.json_response({"error": {"code": "a_code", "message": "Dạ"}}, status=status)

    app = web.Application()
    app.router.add_post("/api/chat/sessions", open_session)
    app.router.add_post("/api/chat/messages", refuse)
    return app


async def asked(status: int) -> list[dict[str, object]]:
    async with TestServer(refusing(status)) as server:
        questions = [Question(1, text="")]
        return [answer async for answer in ask_all(str(server.make_url("/")), questions)]


async def test_what_the_api_refuses_is_an_answer() -> None:
    [answer] = await asked(422)
    assert (answer["outcome"], answer["messages"]) == ("refused", [{"text": "Dạ", "buttons": []}])


async def test_a_failing_api_is_no_answer() -> None:
    with pytest.raises(AskError, match="503: a_code"):
        await asked(503)
