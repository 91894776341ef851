"""The demonstration's ports and events: imported once a process, copied for each test."""

from django.apps import apps

from portal import demo, generation

_imported = {}


def load():
    if _imported:
        for model, rows in _imported.items():
            model.objects.bulk_create(rows)
        generation.bump()
        return
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in _tables()}
    demo.load_ports(demo.FIXTURES)
    for model in _tables():
        _imported[model] = [row for row in model.objects.all() if row.pk not in before[model]]


def _tables():
    for model in apps.get_app_config("ports").get_models():
        yield model
        yield from (field.remote_field.through for field in model._meta.local_many_to_many)
