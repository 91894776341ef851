from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from tests.bench.floor.models import Column, Post

admin.site.register(Column, TranslationAdmin)


@admin.register(Post)
class PostAdmin(TranslationAdmin):
    list_display = ["title", "column", "status", "published_at"]
    list_filter = ["status", "column"]
    list_select_related = ["column"]
    list_per_page = 50
    search_fields = ["title_zh", "title_en"]
    date_hierarchy = "published_at"
