"""The rows that migrations lay down, put back in bulk after a test emptied the tables.

Django saves them one by one, with signals: half a second for each of two hundred tests.
"""

from functools import lru_cache
from io import StringIO

from django.core import serializers
from django.db import transaction
from django.db.backends.base.creation import BaseDatabaseCreation


def restore_in_bulk():
    """From here on `serialized_rollback` works this way."""
    BaseDatabaseCreation.deserialize_db_from_string = _restore


def _restore(creation, data):
    connection = creation.connection
    with transaction.atomic(using=connection.alias), connection.constraint_checks_disabled():
        for model, rows in _rows(data, connection.alias):
            # Before the first test they are there.
            model._base_manager.using(connection.alias).bulk_create(rows, ignore_conflicts=True)


@lru_cache(maxsize=1)
def _rows(data, alias):
    """[(model, its rows)], those between two models last."""
    rows, links = {}, {}
    for read in serializers.deserialize("json", StringIO(data), using=alias):
        rows.setdefault(type(read.object), []).append(read.object)
        for name, targets in read.m2m_data.items():
            field = read.object._meta.get_field(name)
            through, one, other = (
                field.remote_field.through,
                field.m2m_field_name(),
                field.m2m_reverse_field_name(),
            )
            links.setdefault(through, []).extend(
                through(**{f"{one}_id": read.object.pk, f"{other}_id": target})
                for target in targets
            )
    return [*rows.items(), *links.items()]
