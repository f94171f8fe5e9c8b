"""Pages that are printed: the only place that knows Typst."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import typst
from font_roboto import font_directory  # type: ignore[import-untyped]

Form = Literal["pdf", "png"]
_USUAL_PPI = 144.0


def typeset(template: bytes, form: Form, data: Mapping[str, str], ppi: float = _USUAL_PPI) -> bytes:
    """The file; ``data`` reaches the template as strings and is never Typst's code.

    The same data make the same file.
    """
    file: bytes = typst.compile(
        template,
        format=form,
        ppi=ppi,
        sys_inputs=dict(data),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        timestamp=0,
    )
    return file


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_directory])
