"""The ports and events of the fixtures, imported once a process and copied for each test."""

import pytest
from django.apps import apps
from django.core.management import call_command

from portal import generation
from tests.ports.test_importing import FIXTURES

_imported = {}


def _tables():
    for model in apps.get_app_config("ports").get_models():
        yield model
        yield from (field.remote_field.through for field in model._meta.local_many_to_many)


@pytest.fixture
def demo(db):
    if _imported:
        for model, rows in _imported.items():
            model.objects.bulk_create(rows)
        generation.bump()
        return
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in _tables()}
    call_command("import_ports", str(FIXTURES / "ports.csv"), write=True, verbosity=0)
    call_command("import_port_events", str(FIXTURES / "port_events.csv"), write=True, verbosity=0)
    for model in _tables():
        _imported[model] = [row for row in model.objects.all() if row.pk not in before[model]]
