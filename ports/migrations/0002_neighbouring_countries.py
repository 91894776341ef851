from django.db import migrations

# Xinjiang's eight neighbours, in the order of the border from east to south-west.
COUNTRIES = [
    ("MN", "蒙古国", "Mongolia", "Asia/Hovd"),
    ("RU", "俄罗斯", "Russia", "Asia/Barnaul"),
    ("KZ", "哈萨克斯坦", "Kazakhstan", "Asia/Almaty"),
    ("KG", "吉尔吉斯斯坦", "Kyrgyzstan", "Asia/Bishkek"),
    ("TJ", "塔吉克斯坦", "Tajikistan", "Asia/Dushanbe"),
    ("AF", "阿富汗", "Afghanistan", "Asia/Kabul"),
    ("PK", "巴基斯坦", "Pakistan", "Asia/Karachi"),
    ("IN", "印度", "India", "Asia/Kolkata"),
]


def create(apps, schema_editor):
    country = apps.get_model("ports", "Country")
    for position, (code, name_zh, name_en, time_zone) in enumerate(COUNTRIES, start=1):
        country.objects.update_or_create(
            code=code,
            defaults={
                "name": name_zh,
                "name_zh": name_zh,
                "name_en": name_en,
                "time_zone": time_zone,
                "position": position,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("ports", "0001_ports_services_and_history")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
