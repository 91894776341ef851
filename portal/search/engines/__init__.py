"""The places that hold tokens and answer expressions. Each gives the same answers.

    ids(expression, limit) -> list[int]   keys of entries that hold it, the highest first
    put(rows)                             rows of (key, tokens); an entry that is there is replaced
    tokens(keys) -> {key: tokens}         of those that are there
    remove(keys)
    clear()

A database's engine works in the transaction of the caller.
"""

from django.db import connection


def of_database():
    """The engine of the site's own database: FTS5 or tsvector."""
    if connection.vendor == "postgresql":
        from portal.search.engines.postgresql import PostgreSQL

        return PostgreSQL()
    from portal.search.engines.sqlite import SQLite

    return SQLite()
