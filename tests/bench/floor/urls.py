from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from tests.bench.floor import views

news = [
    path("", views.PostList.as_view(), name="list"),
    path("column/<slug:slug>/", views.ColumnList.as_view(), name="column"),
    path("<slug:slug>/", views.PostDetail.as_view(), name="detail"),
]
urlpatterns = [path("admin/", admin.site.urls)]
urlpatterns += i18n_patterns(
    path("", views.Home.as_view(), name="home"),
    path("news/", include((news, "news"))),
    prefix_default_language=False,
)
