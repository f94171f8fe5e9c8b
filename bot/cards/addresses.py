"""Where the page, the sheet and the picture of a procedure are found, each in the citizen's case."""

from procedures_kb.case import Case

ASKED_CASE = "truong_hop"  # the parameter that holds the case


def page_path(case: Case) -> str:
    """The page, below the address that citizens see."""
    return _path(case)


def sheet_path(case: Case) -> str:
    """The PDF to print."""
    return _path(case, "/the.pdf")


def picture_path(case: Case) -> str:
    """The PNG to keep on a phone."""
    return _path(case, "/the.png")


def _path(case: Case, file: str = "") -> str:
    told = f"?{ASKED_CASE}={case.tokens}" if case.answers else ""
    return f"/thu-tuc/{case.procedure.code}{file}{told}"
