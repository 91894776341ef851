from django.db import migrations


def create(apps, schema_editor):
    apps.get_model("portal", "Generation").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_site_identity_pages_and_generation")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
