"""What tests read out of pages of figures."""

import json
from html.parser import HTMLParser
from typing import Any


class Page(HTMLParser):
    """The words of a page, the figures of its charts, and the rows of its tables."""

    def __init__(self, text: str) -> None:
        """Reads it all."""
        super().__init__()
        self.charts: list[dict[str, Any]] = []
        self.tables: list[list[list[str]]] = []
        self._in_figures = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_figures = tag == "script" and ("data-figures", None) in attrs
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_data(self, data: str) -> None:
        if self._in_figures:
            self.charts.append(json.loads(data))
            self._in_figures = False
        elif self.tables and self.tables[-1] and self.tables[-1][-1]:
            self.tables[-1][-1][-1] += data.strip() + " " if data.strip() else ""
