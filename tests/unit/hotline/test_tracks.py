"""The tracks are data that name their sources; a wrong file says where it is wrong."""

from pathlib import Path

import pytest

from bot.hotline.tracks import FILE, INTERNAL, TracksError, load_tracks, read_tracks

TRACKS = load_tracks()


def with_change(tmp_path: Path, old: str, new: str) -> Path:
    """The file with one place changed."""
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / "tracks.yml"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    return changed


def test_every_kind_of_matter_has_its_track() -> None:
    assert {name: track.intake for name, track in TRACKS.items()} == {
        "question": "ticket",
        "feedback_conduct": "ticket",
        "feedback_rules": "ticket",
        "complaint": "ticket",
        "denunciation": "sealed",
        "pollution": "ticket",
        "neighbour_dispute": "guide",
        "emergency": "ticket",
        "suggestion": "ticket",
    }


@pytest.mark.parametrize("name", TRACKS)
def test_a_promise_names_a_law_or_says_that_it_is_our_own(name: str) -> None:
    for rule in TRACKS[name].promises:
        assert rule.is_law != rule.source.startswith(INTERNAL)


@pytest.mark.parametrize("name", [name for name, one in TRACKS.items() if one.intake == "ticket"])
def test_what_becomes_a_ticket_is_acknowledged_looked_at_and_ended_by_a_day(name: str) -> None:
    kinds = [rule.kind for rule in TRACKS[name].promises]
    assert kinds[:2] == ["acknowledge", "triage"]
    assert kinds[-1] in ("solution", "first_reply")
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize("name", TRACKS)
def test_a_form_asks_for_the_matter_first_and_never_who_it_is_as_a_must(name: str) -> None:
    questions = TRACKS[name].questions
    assert [one.id for one in questions[:1]] in (["what"], [])
    assert all(one.skippable for one in questions if one.kind == "contact")
    assert len({one.id for one in questions}) == len(questions)


@pytest.mark.parametrize("name", TRACKS)
def test_questions_are_polite_short_and_ask_for_no_identity_number(name: str) -> None:
    for question in TRACKS[name].questions:
        assert len(question.ask) <= 100
        assert "ạ" in question.ask
        assert not [word for word in ("căn cước", "CCCD", "CMND") if word in question.ask]


def test_a_secret_is_kept_where_the_law_asks_for_it() -> None:
    assert [name for name, track in TRACKS.items() if track.secrecy] == ["denunciation"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("\n  intake: ticket", "\n  intake: letter", "letter"),
        ("minutes: 5,", "minutes: 5, hours: 1,", "one of working_days, hours and minutes"),
        ("kind: solution, working_days: 1,", "kind: solution, hours: 8,", "in working days"),
        (", is_law: true}", "}", "is_law"),
        ("source: mục tiêu nội bộ}", "source: mục tiêu nội bộ, is_law: true}", "is_law"),
        ("      skippable: false\n", "", "cannot be skipped"),
        ("      options: [Nước thải, Khí thải và mùi, Rác thải, Tiếng ồn]\n", "", "options"),
        ("emergency:", "emergencies:", "emergenc"),
        ("working_days: 15", "working_days: 0", "1"),
    ],
)
def test_a_wrong_file_says_where_and_why(tmp_path: Path, old: str, new: str, reason: str) -> None:
    changed = with_change(tmp_path, old, new)
    with pytest.raises(TracksError, match=reason) as wrong:
        read_tracks(changed)
    assert str(wrong.value).startswith(f"{changed}:")
    assert str(wrong.value).split(":")[1].isdecimal()


def test_a_file_that_is_not_there_is_an_error_of_the_tracks(tmp_path: Path) -> None:
    with pytest.raises(TracksError, match="FileNotFoundError"):
        read_tracks(tmp_path / "none.yml")
