"""SQLite's FTS5, which knows nothing of languages here: its tokens are ours, parted by spaces.

`detail=none` keeps no places of words, as no phrase is asked for: half the size, and twice as
fast. The "ascii" tokenizer takes every character beyond ASCII as part of a word, whatever version
of Unicode SQLite was built with.
"""

from django.db import connection

from portal.search.expressions import joined

# Made by the migration "search".
TABLE = "portal_searchindex"


def quoted(token):
    return '"' + token.replace('"', '""') + '"'


def written(expression):
    """An expression in the language of FTS5."""
    return joined(
        expression,
        quoted,
        lambda parts: "(" + " AND ".join(parts) + ")",
        lambda parts: "(" + " OR ".join(parts) + ")",
    )


class SQLite:
    name = "sqlite"

    def ids(self, expression, limit):
        # FTS5 walks its lists from the highest key down, so that a limit ends the work.
        sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT %s"
        with connection.cursor() as cursor:
            cursor.execute(sql, [written(expression), limit])
            return [row[0] for row in cursor.fetchall()]

    def put(self, rows):
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT OR REPLACE INTO {TABLE} (rowid, tokens) VALUES (%s, %s)",
                [(key, " ".join(sorted(tokens))) for key, tokens in rows],
            )

    def tokens(self, keys):
        """{key: its tokens} of those entries that are there."""
        marks = ",".join(["%s"] * len(keys))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid, tokens FROM {TABLE} WHERE rowid IN ({marks})", keys)
            return {key: tokens.split() for key, tokens in cursor.fetchall()}

    def remove(self, keys):
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(key,) for key in keys])

    def clear(self):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")
