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
    path("<slug:slug>/parallel/", views.parallel, name="parallel"),
]
