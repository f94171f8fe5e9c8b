"""``./chidan serve`` as a person starts it: both processes, on a free port, with a database of its own."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300  # training included, where the model is stale


class RunningProgram:
    """Started with the model that the checkout has; what it prints is kept in ``output``."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "output.txt"
        self.root = ROOT
        self.data_dir = data = folder / "data"
        data.mkdir()
        # The model is shared, the database and all else is not.
        models = ROOT / "data" / "models"
        models.mkdir(parents=True, exist_ok=True)
        (data / "models").symlink_to(models)
        own = {"CHIDAN_DATA_DIR": str(data), "CHIDAN_PORT": "0", "CHIDAN_QUIET_SECONDS": "0"}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CHIDAN_")}
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(
                [ROOT / "chidan", "serve"], env=inherited | own, stdout=output, stderr=subprocess.STDOUT
            )

    @property
    def pid(self) -> int:
        """The process that serves; Rasa is its child."""
        return self._process.pid

    def address(self) -> str:
        """Where it listens, once questions are answered; else fails with what it printed."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            printed = self.output.read_text()
            found = re.search(r"Open (http://[\d.:]+)/", printed)
            if found and "Ready:" in printed:
                return found[1]
            time.sleep(0.3)
        raise AssertionError(f"chidan serve did not get ready:\n{self.output.read_text()[-3000:]}")

    def stop(self) -> int:
        """As Ctrl-C does; gives the exit code."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(60)
