from django.db import migrations, models

TABLE = "portal_searchindex"
CREATE = {
    "sqlite": [
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
        "tokens, detail=none, columnsize=0, tokenize=\"ascii tokenchars '^:-_'\")"
    ],
    "postgresql": [
        f"CREATE TABLE {TABLE} (id bigint PRIMARY KEY, tokens tsvector NOT NULL) "
        "WITH (toast_tuple_target = 128)",
        f"ALTER TABLE {TABLE} ALTER COLUMN tokens SET STORAGE EXTERNAL",
        # Without the list of pending changes, which every search would have to read through.
        f"CREATE INDEX {TABLE}_tokens ON {TABLE} USING gin (tokens) WITH (fastupdate = off)",
        # The planner counts the pages of the table, not those of the tokens beside it, and would
        # read every row for a common word: 75 ms of 20,000 posts, where the index takes 4.
        # OFFSET 0 keeps it from walking the keys instead.
        f"CREATE FUNCTION {TABLE}_ids(query tsquery, most integer) RETURNS SETOF bigint "
        "LANGUAGE sql STABLE SET enable_seqscan = off AS $$ "
        f"SELECT id FROM (SELECT id FROM {TABLE} WHERE tokens @@ query OFFSET 0) found "
        "ORDER BY id DESC LIMIT most $$",
    ],
}


def create_index(apps, schema_editor):
    for sql in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {TABLE}_ids")
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_day_of_mourning_and_known_domains"),
        # Whether there are posts tells whether a first build is needed.
        ("news", "0014_preview_link"),
        ("ports", "0003_exception_day_hours_and_named_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry", models.BigIntegerField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("post", "Post"), ("port", "Port"), ("page", "Page")], max_length=4
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("edition_id", models.BigIntegerField(null=True)),
                ("slug", models.CharField(max_length=120)),
                ("date", models.DateTimeField(null=True)),
                ("texts", models.JSONField()),
                ("digest", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id"), name="search_entry_once_an_object"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchMiss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=40, unique=True, verbose_name="words")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="times")),
                ("last_on", models.DateField(verbose_name="last on")),
            ],
            options={
                "verbose_name": "search without a result",
                "verbose_name_plural": "searches without a result",
                "ordering": ["-count", "-last_on", "words"],
                "indexes": [
                    models.Index(fields=["-count", "-last_on"], name="search_miss_by_count")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("looked_at", models.DateTimeField()),
                ("generation", models.PositiveBigIntegerField(default=0)),
                ("built_with", models.PositiveIntegerField(default=0)),
                ("server", models.CharField(blank=True, default="", max_length=16)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="search_state_is_one_row"
                    )
                ],
            },
        ),
        migrations.RunPython(create_index, drop_index),
    ]
