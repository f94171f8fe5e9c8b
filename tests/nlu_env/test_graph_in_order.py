"""A graph that is run in order gives what Rasa's own runner gives."""

from typing import Any

import pytest
from rasa.core import processor
from rasa.engine.exceptions import GraphComponentException
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.nlu.graph_in_order import GraphInOrder, run_graphs_in_order


class Adds(GraphComponent):  # type: ignore[misc]
    """Adds what it is given; writes down how often."""

    runs = 0

    @classmethod
    def create(cls, *_args: Any, **_options: Any) -> "Adds":
        return cls()

    def one(self, a: int) -> int:
        Adds.runs += 1
        return a + 1

    def two(self, a: int, b: int) -> int:
        Adds.runs += 1
        return a + b


def node(does: str, *, target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(
        needs=needs, uses=Adds, fn=does, constructor_name="create", config={}, eager=True, is_target=target
    )


SCHEMA = GraphSchema(
    {
        "last": node("two", target=True, a="left", b="right"),
        "left": node("one", a="first"),
        "right": node("two", a="first", b="__input__"),
        "first": node("one", a="__input__"),
        "beside": node("one", a="__input__"),
    }
)


def run(kind: type[DaskGraphRunner], storage: LocalModelStorage, value: Any, *targets: str) -> Any:
    runner = kind.create(SCHEMA, storage, ExecutionContext(SCHEMA, model_id="test"))
    Adds.runs = 0
    return runner.run(inputs={"__input__": value}, targets=list(targets) or None), Adds.runs


@pytest.mark.parametrize("targets", [(), ("last",), ("beside",), ("left", "beside")])
def test_targets_come_out_the_same_with_each_node_run_once(
    storage: LocalModelStorage, targets: tuple[str, ...]
) -> None:
    ours = run(GraphInOrder, storage, 5, *targets)
    assert ours == run(DaskGraphRunner, storage, 5, *targets)
    assert ours[0]


def test_it_is_right_again_at_the_next_run(storage: LocalModelStorage) -> None:
    runner = GraphInOrder.create(SCHEMA, storage, ExecutionContext(SCHEMA, model_id="test"))
    assert [runner.run(inputs={"__input__": value}) for value in (1, 2)] == [{"last": 6}, {"last": 9}]


@pytest.mark.parametrize("kind", [GraphInOrder, DaskGraphRunner])
def test_a_failing_node_is_told_alike(storage: LocalModelStorage, kind: type[DaskGraphRunner]) -> None:
    with pytest.raises(GraphComponentException, match="first"):
        run(kind, storage, None)


def test_rasa_uses_it_for_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processor, "DaskGraphRunner", processor.DaskGraphRunner)
    run_graphs_in_order()
    assert processor.DaskGraphRunner is GraphInOrder
