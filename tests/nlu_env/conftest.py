from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage

from tests.nlu_env.small_base import write_records


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a small knowledge base."""
    return write_records(tmp_path_factory.mktemp("records"))


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    """Where components keep what they learned."""
    return LocalModelStorage.create(tmp_path)


@pytest.fixture
def context() -> ExecutionContext:
    """What Rasa tells a component of the graph it stands in."""
    return ExecutionContext(GraphSchema({}), model_id="test", node_name="component")
