"""The program as it is started by a person, put through what befalls it: nonsense, a killed Rasa, Ctrl-C."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bench.drivers import run, web_chat
from bench.nlu.intervals import share
from bench.nlu.sets import SEEN_SINGLES, read_lines
from bench.nlu.verdicts import by_variety
from tests.browser.running_program import RunningProgram

pytestmark = pytest.mark.timeout(420)
PROMISED_SECONDS = 3


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProgram]:
    running = RunningProgram(tmp_path_factory.mktemp("program"))
    yield running
    running.stop()


class Citizen:
    """Writes through the web chat API and waits for the answer."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.session = self._post("/api/chat/sessions", {})[1]
        self._sent = 0

    def ask(self, text: str, wait: int = 20) -> tuple[int, dict[str, Any]]:
        self._sent += 1
        return self._post(
            f"/api/chat/messages?wait={wait}",
            {**self.session, "id": str(self._sent), "text": text, "complete": True},
        )

    def replies_on_stream(self, seconds: float) -> list[str]:
        """The texts that an open page would have been shown by then."""
        query = f"session={self.session['session']}&token={self.session['token']}&after=0"
        texts = []
        deadline = time.monotonic() + seconds
        with urllib.request.urlopen(f"{self._address}/api/chat/stream?{query}", timeout=seconds) as stream:
            while time.monotonic() < deadline:
                line = stream.readline().decode()
                if line.startswith("data:") and '"text"' in line:
                    texts.append(json.loads(line[5:])["text"])
                if any("Căn cứ" in text for text in texts):
                    break
        return texts

    def _post(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        data = json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=40) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


def child_of(program: RunningProgram) -> int:
    """Rasa's process id."""
    found = subprocess.run(["pgrep", "-P", str(program.pid)], capture_output=True, text=True, check=True)
    return int(found.stdout.split()[0])


def test_papers_then_fee_of_the_same_procedure(program: RunningProgram) -> None:
    citizen = Citizen(program.address())
    status, papers = citizen.ask("lam so do lan dau can giay to gi")
    assert status == 200
    assert papers["meta"]["procedure"]["code"] == "1.013978"
    assert papers["meta"]["outcome"] == "asked_back_situation"
    _, fee = citizen.ask("phí bao nhiêu")
    assert (fee["meta"]["procedure"]["code"], fee["meta"]["aspect"]) == ("1.013978", "fee")


@pytest.mark.parametrize(
    "text",
    [
        "🙂🙂🙂",
        "<script>alert(1)</script>",
        "/restart",
        '/ask_fee{"procedure": "x"}',
        "\u0000\u0000phí",
        "(((",
        "1",
    ],
)
def test_nonsense_gets_a_polite_answer(program: RunningProgram, text: str) -> None:
    status, body = Citizen(program.address()).ask(text)
    assert status in (200, 422)
    assert status == 422 or body["replies"][0]["text"]
    assert status == 422 or not body["meta"]["outcome"].startswith("failed")


def test_decomposed_vietnamese_is_understood(program: RunningProgram) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "làm sổ đỏ lần đầu cần giấy tờ gì")
    assert Citizen(program.address()).ask(text)[1]["meta"]["procedure"]["code"] == "1.013978"


def test_a_killed_rasa_costs_the_citizen_a_moment_and_no_message(program: RunningProgram) -> None:
    citizen = Citizen(program.address())
    os.kill(child_of(program), signal.SIGKILL)
    began = time.monotonic()
    status, told = citizen.ask("làm sổ đỏ lần đầu cần giấy tờ gì")
    assert time.monotonic() - began < PROMISED_SECONDS
    assert (status, told["meta"]["outcome"]) == (200, "failed_nlu")
    assert any("1800 1096" in reply["text"] for reply in told["replies"])
    texts = citizen.replies_on_stream(seconds=90)
    assert any("Căn cứ" in text for text in texts), texts


def test_the_action_route_wants_its_token(program: RunningProgram) -> None:
    request = urllib.request.Request(program.address() + "/rasa/actions?token=guess", b"{}")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=10)


def test_ask_uses_the_rasa_that_runs_and_gives_one_json_line_per_question(
    program: RunningProgram, tmp_path: Path
) -> None:
    lines = [
        {"id": "a", "text": "mat so do thi lam sao"},
        {"id": "b", "turns": ["sang tên đất cần giấy gì", "nộp ở đâu"]},
        {"id": "c", "text": ""},
    ]
    asked = tmp_path / "in.jsonl"
    asked.write_text("\n".join(json.dumps(line) for line in lines))
    done = subprocess.run(
        [program.root / "chidan", "ask", "--file", asked, "--json"],
        env={**os.environ, "CHIDAN_DATA_DIR": str(program.data_dir)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    single, dialogue, empty = [json.loads(line) for line in done.stdout.splitlines()]
    assert single["id"] == "a"
    assert single["procedure"]["code"] == "1.012786"
    assert [turn["procedure"]["code"] for turn in dialogue["turns"]] == ["1.013831", "1.013831"]
    assert [turn["aspect"] for turn in dialogue["turns"]] == ["papers", "place"]
    assert empty["outcome"] == "refused"
    assert empty["messages"][0]["text"]


def test_the_held_out_questions_are_understood_as_measured(program: RunningProgram, tmp_path: Path) -> None:
    """The short form of ``make bench-nlu``: a change that loses what the README claims is noticed."""
    lines = read_lines(SEEN_SINGLES)[::3]
    asked = tmp_path / "held_out.jsonl"
    asked.write_text("\n".join(json.dumps({"id": one["id"], "text": one["text"]}) for one in lines))
    done = subprocess.run(
        [program.root / "chidan", "ask", "--file", asked, "--json"],
        env={**os.environ, "CHIDAN_DATA_DIR": str(program.data_dir)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    verdicts = by_variety(zip(lines, answers, strict=True))["all"]
    assert share(verdict == "right" for verdict in verdicts).value >= 0.92
    assert share(verdict == "wrong" for verdict in verdicts).value <= 0.03


async def test_eight_citizens_at_once_are_all_answered(program: RunningProgram) -> None:
    """The short form of ``make bench``: the driver itself fails on a turn without an answer."""
    async with aiohttp.ClientSession() as http:
        ask = web_chat(http, program.address())
        figures = await run(ask, ["phí bao nhiêu", "mất sổ đỏ thì làm sao"], 8, 48, session_length=3)
    assert figures.turns == 48


def test_ctrl_c_stops_both_processes(program: RunningProgram) -> None:
    rasa = child_of(program)
    assert program.stop() == 0, program.output.read_text()[-3000:]
    assert not Path(f"/proc/{rasa}").exists()
