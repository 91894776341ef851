from functools import partial

import django.db.models.deletion
from django.db import migrations, models

from news import term_mentions


def read_what_is_released(apps, schema_editor):
    term_mentions.write_all(partial(apps.get_model, "news"))


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0014_preview_link"),
    ]

    operations = [
        migrations.CreateModel(
            name="TermMention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="term_mentions",
                        to="news.edition",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="news.term",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "term"), name="term_mention_once_an_edition"
                    )
                ],
            },
        ),
        migrations.RunPython(read_what_is_released, migrations.RunPython.noop, elidable=True),
    ]
