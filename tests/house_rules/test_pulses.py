"""Every task that goes round for ever tells when it did its round."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Loops for as long as something lasts, and what is watched elsewhere.
OTHERS = {
    "bot/channels/telegram/polling.py:_ask",  # beats for the task that holds the lease
    "bot/channels/telegram/channel.py:typing",  # while an answer is prepared
    "bot/channels/zalo/receipts.py:run",  # nothing is lost where it stands still
    "bot/channels/zalo/tokens.py:_keep",  # until the database is back
    "bot/storage/inline_sqlite.py:_unless_locked",  # until the lock is free
    "bot/storage/news.py:_tell",  # sleeps only to gather
    "bot/sidecar/process.py:_keep_alive",  # health asks Rasa itself
}


def _rounds(module: Path) -> list[ast.AsyncFunctionDef]:
    """Functions that loop for ever and sleep between."""
    tree = ast.parse(module.read_text())
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.AsyncFunctionDef)]
    return [one for one in functions if any(_sleeps(loop) for loop in ast.walk(one) if _is_endless(loop))]


def _is_endless(node: ast.AST) -> bool:
    return isinstance(node, ast.While) and isinstance(node.test, ast.Constant)


def _sleeps(loop: ast.AST) -> bool:
    calls = [ast.unparse(one.func) for one in ast.walk(loop) if isinstance(one, ast.Call)]
    return "asyncio.sleep" in calls


def test_every_task_has_a_pulse() -> None:
    without = {
        f"{module.relative_to(ROOT)}:{one.name}"
        for module in (ROOT / "bot").rglob("*.py")
        for one in _rounds(module)
        if "pulse_of(" not in ast.unparse(one)
    }
    assert without == OTHERS
