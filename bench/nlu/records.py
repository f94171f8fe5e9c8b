"""The words of the records, as every peer gets them."""

from procedures_kb.model import Procedure


def names(procedure: Procedure) -> list[str]:
    """What it is called officially and plainly."""
    return [procedure.name, procedure.plain_name]


def called(procedure: Procedure) -> list[str]:
    """Its names and everything else that people call it."""
    return list(dict.fromkeys((*names(procedure), *procedure.spoken_names)))


def papers(procedure: Procedure) -> list[str]:
    """The names of the papers that it wants."""
    return [paper.name for paper in procedure.papers.items] if procedure.papers else []
