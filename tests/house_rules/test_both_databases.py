"""Integration tests run on SQLite and PostgreSQL; those on SQLite alone stand here, with the reason."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "integration"
ALONE = {
    "backup/test_move.py": "moves from SQLite to PostgreSQL",
    "backup/test_move_of_a_pilot.py": "moves from SQLite to PostgreSQL",
    "conftest.py": "the fixtures of both kinds",
    "hotline_http/test_live.py": "an address without other processes; nothing is opened",
    "surveys/test_once_each.py": "each made-up course has a copy of a file; a set course runs on both",
    "test_forget_command.py": "a test that opens none; the others run on both",
    "test_inline_sqlite.py": "SQLite's driver",
    "test_long_turn_log.py": "reads SQLite's plans of queries; has a test of PostgreSQL's own",
    "test_news.py": "that nothing runs on SQLite",
    "test_restore_drill.py": "both kinds, by a fixture of its own",
    "test_storage.py": "addresses of both kinds at which nothing answers",
    "zalo/test_cli.py": "an address that is never opened",
    "zalo/test_events.py": "an address that cannot be opened",
}


def test_no_other_integration_test_opens_sqlite_alone() -> None:
    found = {
        str(module.relative_to(FOLDER))
        for module in FOLDER.rglob("*.py")
        if "sqlite:///" in module.read_text()
    }
    assert found == set(ALONE)
