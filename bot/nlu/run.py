"""Runs Rasa's command line as a child that never outlives the program that started it."""

import gc
import os
import signal
import sys
import threading


def _end_with_parent() -> None:
    # The parent holds the other end of our standard input; it closes when the parent dies, however it dies.
    # Read by descriptor: a thread inside the buffered file would hold its lock while Python shuts down.
    os.read(0, 1)
    _send(signal.SIGTERM)
    threading.Event().wait(5)
    _send(signal.SIGKILL)


def _send(sign: signal.Signals) -> None:
    """To us and, where we lead a group, to those who train for us: they would wait for work for ever."""
    if os.getpgrp() == os.getpid():
        os.killpg(0, sign)
    else:
        os.kill(os.getpid(), sign)


def main() -> None:
    """``rasa`` with the arguments given; ends when standard input closes."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    command = sys.argv[1:2]
    if command in (["run"], ["train"]):
        from bot.nlu.without_tensorflow import leave_tensorflow_out

        leave_tensorflow_out()
    if command == ["train"]:
        # Sentences cut up are millions of small objects in no cycle: the collector would go through them
        # again and again for nothing.
        gc.disable()
    from rasa.__main__ import main as rasa_main

    if command == ["run"]:
        from bot.nlu import serving
        from bot.nlu.quicker_turns import make_turns_quicker

        make_turns_quicker()
        serving.register()
    rasa_main()


if __name__ == "__main__":
    main()
