import pytest

from tests import demo_ports


@pytest.fixture
def demo(db):
    """The ports and events of the fixtures."""
    demo_ports.load()
