"""The reference system answers as its description says, and docs/one-stop-api.md tells all of it."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest

from bot.dossiers.sources.field_map import load_field_map
from bot.dossiers.sources.field_map_file import Written
from bot.dossiers.sources.field_map_reading import read_dossier
from bot.dossiers.sources.field_map_values import NAMED_FORMATS
from bot.dossiers.sources.source import Reason
from bot.dossiers.state import DossierState, Status
from tests.emulators.clock import START
from tests.emulators.one_stop.answers import AskedPaper, Dossier, Fee, Refusal
from tests.emulators.one_stop.breakdowns import BREAKDOWNS
from tests.emulators.one_stop.emulator import OneStopEmulator
from tests.emulators.one_stop.samples import sample_dossiers

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "one-stop-api.md"
SAMPLES = sample_dossiers(START)
TYPES: dict[str, type[msgspec.Struct]] = {
    "Dossier": Dossier,
    "Refusal": Refusal,
    "AskedPaper": AskedPaper,
    "Fee": Fee,
}
WORDS = ("description", "title", "example")


@pytest.fixture
async def system() -> AsyncIterator[OneStopEmulator]:
    async with OneStopEmulator(SAMPLES).running() as emulator:
        yield emulator


@pytest.fixture
async def client(system: OneStopEmulator) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(system.url) as session:
        yield session


@pytest.fixture
async def description(client: aiohttp.ClientSession) -> dict[str, Any]:
    answer = await client.get("/openapi.json")
    return await answer.json()


def without_words(schema: object) -> object:
    """What a schema demands, without what it explains."""
    if isinstance(schema, Mapping):
        return {key: without_words(value) for key, value in schema.items() if key not in WORDS}
    return schema


def references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from ([node["$ref"]] if "$ref" in node else [])
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from references(one)


def schema_of(description: dict[str, Any], path: str, status: int) -> str:
    content = description["paths"][path]["get"]["responses"][str(status)]["content"]
    return content["application/json"]["schema"]["$ref"].rpartition("/")[2]


def test_the_description_is_version_3_1_and_demands_a_token(description: dict[str, Any]) -> None:
    assert description["openapi"] == "3.1.0"
    assert description["security"] == [{"token": []}]
    assert description["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_its_schemas_are_those_of_the_answers(description: dict[str, Any]) -> None:
    _, schemas = msgspec.json.schema_components(TYPES.values(), ref_template="#/components/schemas/{name}")
    assert without_words(description["components"]["schemas"]) == without_words(schemas)


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    found = list(references(description))
    assert found
    for reference in found:
        node: Any = description
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


def test_every_parameter_of_a_path_is_described(description: dict[str, Any]) -> None:
    for path, methods in description["paths"].items():
        described = {one["name"] for one in methods["get"].get("parameters", ())}
        assert described == set(re.findall(r"\{(\w+)\}", path))


@pytest.mark.parametrize(
    ("code", "token", "status"),
    [*((sample.code, True, 200) for sample in SAMPLES), ("X", True, 404), (SAMPLES[0].code, False, 401)],
)
async def test_answers_are_as_described(
    system: OneStopEmulator,
    client: aiohttp.ClientSession,
    description: dict[str, Any],
    code: str,
    token: bool,
    status: int,
) -> None:
    headers = {"Authorization": f"Bearer {system.token}"} if token else {}
    answer = await client.get(f"/dossiers/{code}", headers=headers)
    assert (answer.status, answer.content_type) == (status, "application/json")
    kind = TYPES[schema_of(description, "/dossiers/{code}", status)]
    msgspec.json.decode(await answer.read(), type=kind)  # strict: no key too few or too many, patterns kept


@pytest.mark.parametrize("path", ["/", "/dossiers", "/dossiers/a/b", "/hoso"])
async def test_a_wrong_address_is_not_taken_for_an_unknown_dossier(
    client: aiohttp.ClientSession, path: str
) -> None:
    assert (await client.get(path)).status == 400


async def started(*arguments: str) -> tuple[asyncio.subprocess.Process, dict[str, str]]:
    """The reference system as a process, and the settings that it prints."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.emulators.one_stop", "--port", "0", *arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert program.stdout is not None
    lines = [(await program.stdout.readline()).decode().strip() for _ in range(2)]
    return program, dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize(("arguments", "status"), [((), 404), (("--fault", "500"), 500)])
async def test_it_runs_by_itself_and_prints_what_the_program_needs(
    arguments: tuple[str, ...], status: int
) -> None:
    program, settings = await started(*arguments)
    try:
        headers = {"Authorization": f"Bearer {settings['CHIDAN_DOSSIERS_TOKEN']}"}
        async with aiohttp.ClientSession(settings["CHIDAN_DOSSIERS_URL"]) as session:
            assert (await session.get("/dossiers/X", headers=headers)).status == status
    finally:
        program.terminate()
        await program.wait()


@pytest.mark.parametrize(
    "word",
    [*Reason, *Written.__struct_fields__, *NAMED_FORMATS, *DossierState.__struct_fields__, *BREAKDOWNS],
)
def test_the_page_tells_every_reason_key_format_field_and_breakdown(word: str) -> None:
    assert f"`{word}`" in PAGE.read_text(encoding="utf-8")


async def test_the_answer_on_the_page_is_one_of_the_system() -> None:
    shown = re.search(r"```json\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    body = msgspec.json.decode(shown[1], type=Dossier)
    state = read_dossier(msgspec.to_builtins(body), load_field_map())
    assert state is not None
    assert state.status is Status.SUPPLEMENT_ASKED
