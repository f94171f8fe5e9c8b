"""A serving Rasa without TensorFlow: in a process of its own, since an import cannot be taken back."""

import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from bot.nlu.without_tensorflow import leave_tensorflow_out, needs_tensorflow

leave_tensorflow_out()
import rasa.__main__
from rasa.engine.graph import ExecutionContext, GraphSchema, SchemaNode
from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.nlu import dossier_code_extractor, intent_classifier, normaliser, procedure_linker, segmenter
from bot.nlu.graph_in_order import GraphInOrder

known = DefaultV1Recipe()._from_registry
for name in sys.argv[1:]:
    print(name, needs_tensorflow(known(name.rpartition(".")[2]).clazz))
print("imported", hasattr(sys.modules["tensorflow"], "__file__"))
ted = SchemaNode({}, known("TEDPolicy").clazz, "load", "predict_action_probabilities", {})
schema = GraphSchema({"ted": ted})
try:
    GraphInOrder.create(schema, None, ExecutionContext(schema))
except Exception as error:
    print(error)
"""


def lines(*components: str) -> list[str]:
    command = [sys.executable, "-W", "ignore", "-c", SCRIPT, *components]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout.splitlines()


def test_no_component_of_ours_needs_it_and_one_that_does_is_refused() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text())
    ours = [step["name"] for step in (*config["pipeline"], *config["policies"])]
    assert lines(*ours, "DIETClassifier", "TEDPolicy") == [
        *(f"{name} False" for name in ours),
        "DIETClassifier True",
        "TEDPolicy True",
        "imported False",
        "these need TensorFlow, which is left out while serving: ted",
    ]
