"""The addresses of the data, outside the languages: every file holds both."""

from django.urls import path

from ports import exports

app_name = "open_data"
urlpatterns = [
    path("ports.json", exports.ports_json, name="ports_json"),
    path("ports.csv", exports.ports_csv, name="ports_csv"),
    path("ports.geojson", exports.ports_geojson, name="ports_geojson"),
    path("ports.ics", exports.ports_ics, name="ports_ics"),
    path("ports/schema.json", exports.schema, name="schema"),
    path("ports/status.csv", exports.status_csv, name="status_csv"),
    path("ports/calendar.csv", exports.calendar_csv, name="calendar_csv"),
    path("ports/sources.csv", exports.sources_csv, name="sources_csv"),
    path("ports/<slug:slug>.json", exports.port_json, name="port_json"),
    path("ports/<slug:slug>.ics", exports.port_ics, name="port_ics"),
]
