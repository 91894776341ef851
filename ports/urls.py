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
    path("calendar.pdf", views.calendar_pdf, name="calendar-pdf"),
    path("calendar/qr.svg", views.calendar_qr, name="calendar-qr"),
    path("qr.svg", views.board_qr, name="board-qr"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>.pdf", views.detail_pdf, name="detail-pdf"),
    path("<slug:slug>/qr.svg", views.detail_qr, name="detail-qr"),
    path("<slug:slug>/feed.atom", public_page(PortFeed()), name="feed"),
]
