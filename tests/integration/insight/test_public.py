"""The public page and its open data, over HTTP."""

import csv
import io
import json
import re
from collections.abc import AsyncIterator

import msgspec
import pytest

from bot.department import OpenDataTerms
from bot.insight.open_data import OpenData
from bot.insight.words import load_words
from bot.storage.database import Database
from tests.fakes.told_insight import ToldInsight
from tests.integration.insight.place import running_insight
from tests.integration.insight.reading import Page
from tests.integration.insight.schema import faults
from tests.integration.staff.people import Console, HandClock

WORDS = load_words()
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def console(db: Database) -> AsyncIterator[Console]:
    async with running_insight(db, HandClock()) as console:
        yield console


async def test_the_public_page_tells_each_month_and_what_each_figure_means(console: Console) -> None:
    stranger = await console.browser()
    answer = await stranger.get("/cong-khai")
    assert answer.status == 200
    (table,) = Page(answer.text).tables
    assert [row[0].strip() for row in table[1:]] == [f"{number:02}/2026" for number in range(11, 0, -1)]
    assert all(sentence in answer.text for sentence in WORDS.public.explains.values())
    assert "giấy phép" not in answer.text  # the department has set none
    assert "Số liệu tới hết tháng 11/2026" in answer.text
    assert len(answer.text.encode()) < 30 * 1024
    assert "Set-Cookie" not in answer.headers


async def test_a_licence_is_named_where_the_department_gives_one(db: Database) -> None:
    licence = OpenDataTerms("Giấy phép mở", "https://example.org/mo")
    async with running_insight(db, HandClock(), terms=licence) as console:
        stranger = await console.browser()
        assert 'href="https://example.org/mo"' in (await stranger.get("/cong-khai")).text
        data = json.loads((await stranger.get("/cong-khai/du-lieu.json")).text)
    assert (data["licence"], data["licence_url"]) == ("Giấy phép mở", "https://example.org/mo")


async def test_open_data_are_as_their_schema_says(console: Console) -> None:
    stranger = await console.browser()
    body = (await stranger.get("/cong-khai/du-lieu.json")).text
    data = msgspec.json.decode(body, type=OpenData)  # the types that the schema is made of, strictly
    schema = json.loads((await stranger.get("/cong-khai/schema.json")).text)
    assert schema["$id"].endswith("/cong-khai/schema.json")
    assert faults(json.loads(body), schema) == []
    wrong = json.loads(body)
    wrong["months"][0]["late"]["low"] = "x"
    wrong["months"][1]["month"] = "2026-13"
    assert len(faults(wrong, schema)) == 2
    assert [one.month for one in data.months] == list(ToldInsight.closed)
    hidden = data.months[0].reasoned
    assert (hidden.hidden, hidden.value, hidden.n, hidden.low) == (True, None, None, None)


async def test_the_csv_holds_what_the_json_holds(console: Console) -> None:
    stranger = await console.browser()
    data = json.loads((await stranger.get("/cong-khai/du-lieu.json")).text)
    answer = await stranger.get("/cong-khai/du-lieu.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == len(data["months"])
    for row, month in zip(rows, data["months"], strict=True):
        assert row.pop("month") == month["month"]
        assert row.pop("covers") == month["covers"]
        for name, text in row.items():
            figure, part = re.fullmatch(r"(.+)_(value|n|low|high|hidden|response_rate)", name).groups()
            value = month[figure][part]
            assert text == ("" if value is None else str(int(value)) if part == "hidden" else str(value)), (
                name
            )


@pytest.mark.parametrize(
    "path", ["/cong-khai", "/cong-khai/du-lieu.csv", "/cong-khai/du-lieu.json", "/cong-khai/schema.json"]
)
async def test_who_has_it_already_gets_nothing_again(console: Console, path: str) -> None:
    stranger = await console.browser()
    first = await stranger.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=600"
    again = await stranger.get(path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.text) == (304, "")
    assert (await stranger.get(path, **{"If-None-Match": '"x"'})).status == 200
