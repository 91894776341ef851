from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog, set_language

from news import preview
from news.media import media
from portal import sitemaps, views
from portal.search import views as search

urlpatterns = [
    path("admin/language/", set_language, name="admin_language"),
    path("admin/ping/", views.ping, name="admin_ping"),
    path(
        "admin/workbench/jsi18n/",
        JavaScriptCatalog.as_view(packages=["portal"]),
        name="workbench_strings",
    ),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap-section"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("", include("ports.data_urls")),
    path("media/<path:name>", media, name="media"),
]
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("news/", include("news.urls")),
    path("ports/", include("ports.urls")),
    path("preview/<str:key>/", preview.detail, name="preview"),
    path("preview/<str:key>/parallel/", preview.parallel, name="preview-parallel"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggest, name="search-suggestions"),
    path("preferences/", views.preferences, name="preferences"),
    path("pages/site-map/", views.site_map, name="site-map"),
    path("pages/open-data/", views.open_data, name="open-data"),
    path("pages/components/", views.components, name="components"),
    path("pages/<slug:slug>/", views.page, name="page"),
    prefix_default_language=False,
)

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"
