"""A model's graph run node after node: for a dozen of them a scheduler costs more than some of the nodes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rasa.core import processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

from bot.nlu.without_tensorflow import needs_tensorflow

_Step = tuple[str, tuple[str, ...]]


class GraphInOrder(DaskGraphRunner):  # type: ignore[misc]
    """Rasa's runner with the order of the nodes found once for each kind of run, where dask finds it anew."""

    @staticmethod
    def _instantiate_nodes(graph_schema: GraphSchema, *parts: Any) -> dict[str, GraphNode]:
        idle = [name for name, node in graph_schema.nodes.items() if needs_tensorflow(node.uses)]
        if idle:
            raise GraphRunError(f"these need TensorFlow, which is left out while serving: {', '.join(idle)}")
        made: dict[str, GraphNode] = DaskGraphRunner._instantiate_nodes(graph_schema, *parts)
        # The model stays: that the collector goes through it again only holds somebody up.
        gc.collect()
        gc.freeze()
        return made

    def run(
        self, inputs: Mapping[str, Any] | None = None, targets: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """The output of each target; raises GraphRunError as Rasa's does."""
        wanted = tuple(targets or self._graph_schema.target_names)
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name, needs in self._order(wanted):
                done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(done[name] for name in wanted)

    def _order(self, targets: tuple[str, ...]) -> Sequence[_Step]:
        orders: dict[tuple[str, ...], Sequence[_Step]] = self.__dict__.setdefault("_orders", {})
        if targets not in orders:
            orders[targets] = tuple(_steps(self._graph_schema, targets, set()))
        return orders[targets]


def run_graphs_in_order() -> None:
    """To be called once, before Rasa loads its model; it names its runner in one place only."""
    processor.DaskGraphRunner = GraphInOrder


def _steps(schema: GraphSchema, names: Sequence[str], seen: set[str]) -> Iterator[_Step]:
    """What these need, then themselves; inputs are no nodes."""
    for name in names:
        if name in schema.nodes and name not in seen:
            seen.add(name)
            needs = tuple(schema.nodes[name].needs.values())
            yield from _steps(schema, needs, seen)
            yield name, needs
