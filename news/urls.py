from django.urls import path

from news import views
from news.feeds import ColumnFeed, NewsFeed
from portal.public import public_page

app_name = "news"
urlpatterns = [
    path("", views.listing, name="list"),
    path("feed.atom", public_page(NewsFeed()), name="feed"),
    path("column/<slug:slug>/", views.column, name="column"),
    path("column/<slug:slug>/feed.atom", public_page(ColumnFeed()), name="column-feed"),
    path("archive/<int:year>/", views.archive, name="archive"),
    path("archive/<int:year>/<int:month>/", views.archive, name="archive-month"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>.pdf", views.detail_pdf, name="detail-pdf"),
    path("<slug:slug>/qr.svg", views.detail_qr, name="detail-qr"),
    path("<slug:slug>/parallel/", views.parallel, name="parallel"),
    path("<slug:slug>/parallel.pdf", views.parallel_pdf, name="parallel-pdf"),
    path("<slug:slug>/parallel/qr.svg", views.parallel_qr, name="parallel-qr"),
]
