from django.urls import path

from news import views

app_name = "news"
urlpatterns = [
    path("", views.listing, name="list"),
    path("column/<slug:slug>/", views.column, name="column"),
    path("archive/<int:year>/", views.archive, name="archive"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>.pdf", views.detail_pdf, name="detail-pdf"),
    path("<slug:slug>/qr.svg", views.detail_qr, name="detail-qr"),
    path("<slug:slug>/parallel/", views.parallel, name="parallel"),
    path("<slug:slug>/parallel.pdf", views.parallel_pdf, name="parallel-pdf"),
    path("<slug:slug>/parallel/qr.svg", views.parallel_qr, name="parallel-qr"),
]
