"""What `data/wording.yml` holds of forms and tickets."""

import msgspec


class TicketTitles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Titles of the buttons about a form and a ticket; `see_other` is filled with its code."""

    begin: str
    begin_question: str
    begin_sealed: str
    begin_suggestion: str
    begin_complaint: str
    ask_about_dossier: str
    complain_about_dossier: str
    new: str
    go_on: str
    enough: str
    keep_answer: str
    skip: str
    anonymous: str
    drop: str
    send: str
    send_again: str
    edit: str
    see: str
    see_other: str
    mine: str
    add: str
    nothing_to_add: str
    withdraw: str
    keep: str
    solved: str
    not_solved: str
    reopen: str
    only_feedback: str
    denounce: str
    complain: str


class TicketWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which what is said to a form and of a ticket is known; compared without diacritics."""

    dropping: tuple[str, ...]
    sending: tuple[str, ...]
    changing: tuple[str, ...]
    going_on: tuple[str, ...]
    enough: tuple[str, ...]
    anonymous: tuple[str, ...]
    asking: tuple[str, ...]
    solved: tuple[str, ...]
    not_solved: tuple[str, ...]
    complained_of: dict[str, tuple[str, ...]]
    accusing: dict[str, tuple[str, ...]]
