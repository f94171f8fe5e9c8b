"""A log that somebody writes into is cut without taking it away from him."""

from pathlib import Path

from bot.sidecar.child_log import keep_small, open_log


def test_who_writes_goes_on_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "rasa.log"
    with open_log(path) as child:
        child.write(b"first\n")
        child.flush()
        assert not keep_small(path, most_bytes=6)
        child.write(b"second\n")
        child.flush()
        assert keep_small(path, most_bytes=6)
        child.write(b"third\n")
    assert path.read_text() == "third\n"
    assert path.with_suffix(".old.log").read_text() == "first\nsecond\n"


def test_only_two_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "rasa.log"
    for words in ("first", "second"):
        path.write_text(words)
        keep_small(path, most_bytes=1)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["rasa.log", "rasa.old.log"]
    assert path.with_suffix(".old.log").read_text() == "second"


def test_where_there_is_none_nothing_is_done(tmp_path: Path) -> None:
    assert not keep_small(tmp_path / "rasa.log")
