"""The numbers that decide between answering, asking back and saying that nothing was found."""

from pathlib import Path

import msgspec

THRESHOLDS_FILE = Path(__file__).parent / "data" / "thresholds.yml"


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Probabilities between 0 and 1, and one count; `data/thresholds.yml` says why each is what it is."""

    ask_back_top: float
    ask_back_none_max: float
    begin_none_max: float
    begin_sure: float
    beside: float
    near_ratio: float
    near_min: float
    ask_back_count: int
    switch: float
    second: float
    runner_up_aspect: float


def load_thresholds() -> Thresholds:
    """The thresholds in the file; raises msgspec.DecodeError on a wrong or missing field."""
    return msgspec.yaml.decode(THRESHOLDS_FILE.read_bytes(), type=Thresholds)
