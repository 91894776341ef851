"""PostgreSQL's tsvector with a GIN index. Its tokens are ours; no parser and no dictionary runs.

Without places and weights the index alone tells whether a row answers. The rows are kept narrow,
their tokens beside the table, so that sorting thousands of keys reads few pages.
"""

from django.db import connection

from portal.search.expressions import joined

# Made by the migration "search".
TABLE = "portal_searchindex"


def quoted(token):
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def written(expression):
    """An expression as the text of a tsquery."""
    return joined(
        expression,
        quoted,
        lambda parts: "(" + " & ".join(parts) + ")",
        lambda parts: "(" + " | ".join(parts) + ")",
    )


class PostgreSQL:
    name = "postgresql"

    def ids(self, expression, limit):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT * FROM {TABLE}_ids(%s::tsquery, %s)", [written(expression), limit]
            )
            return [row[0] for row in cursor.fetchall()]

    def put(self, rows):
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (id, tokens) VALUES (%s, array_to_tsvector(%s::text[])) "
                "ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens",
                [(key, sorted(tokens)) for key, tokens in rows],
            )

    def tokens(self, keys):
        """{key: its tokens} of those entries that are there."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, tsvector_to_array(tokens) FROM {TABLE} WHERE id = ANY(%s)",
                [list(keys)],
            )
            return dict(cursor.fetchall())

    def remove(self, keys):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE id = ANY(%s)", [list(keys)])

    def clear(self):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")
