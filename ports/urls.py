from django.urls import path

from portal.public import public_page
from ports import views
from ports.feeds import BoardFeed, PortFeed

app_name = "ports"
urlpatterns = [
    path("", views.board, name="board"),
    # Before the ports: `ports.models.RESERVED_SLUGS` keeps them from being called so.
    path("calendar/", views.calendar, name="calendar"),
    path("feed.atom", public_page(BoardFeed()), name="board-feed"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/feed.atom", public_page(PortFeed()), name="feed"),
]
