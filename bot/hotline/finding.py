"""Where a word stands in a text, by the name that each database has for it."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class Position(GenericFunction[int]):
    """The place of the second text in the first, from 1; 0 where it does not stand there."""

    type = Integer()
    inherit_cache = True
    name = "strpos"


@compiles(Position, "sqlite")
def _on_sqlite(element: Position, compiler: SQLCompiler, **options: Any) -> str:
    return f"instr({compiler.process(element.clauses, **options)})"
