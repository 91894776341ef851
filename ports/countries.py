"""The neighbouring countries, laid down after every migration where they are missing."""

from django.apps import apps as installed

# Xinjiang's eight neighbours, in the order of the border from east to south-west.
NEIGHBOURS = [
    ("MN", "蒙古国", "Mongolia", "Asia/Hovd"),
    ("RU", "俄罗斯", "Russia", "Asia/Barnaul"),
    ("KZ", "哈萨克斯坦", "Kazakhstan", "Asia/Almaty"),
    ("KG", "吉尔吉斯斯坦", "Kyrgyzstan", "Asia/Bishkek"),
    ("TJ", "塔吉克斯坦", "Tajikistan", "Asia/Dushanbe"),
    ("AF", "阿富汗", "Afghanistan", "Asia/Kabul"),
    ("PK", "巴基斯坦", "Pakistan", "Asia/Karachi"),
    ("IN", "印度", "India", "Asia/Kolkata"),
]


def lay_down(sender, using, apps=installed, **kwargs):
    """Adds the neighbours that are missing; what an editor changed stays."""
    try:
        country = apps.get_model("ports", "Country")
    except LookupError:  # migrated back to before there were countries
        return
    known = set(country._base_manager.using(using).values_list("code", flat=True))
    country._base_manager.using(using).bulk_create(
        country(
            code=code,
            name=name_zh,
            name_zh=name_zh,
            name_en=name_en,
            time_zone=time_zone,
            position=position,
        )
        for position, (code, name_zh, name_en, time_zone) in enumerate(NEIGHBOURS, start=1)
        if code not in known
    )
