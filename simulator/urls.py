"""Addresses of the ring: pages, forms, data."""

from django.urls import path

from simulator.views import data, insight, rooms
from simulator.views.rooms import of_a_room

urlpatterns = [
    path("ring/", rooms.rings, name="rings"),
    path("rooms/", rooms.create, name="room_create"),
    path("rooms/<slug:slug>/", of_a_room(rooms.page), name="room"),
    path("rooms/<slug:slug>/do/", of_a_room(rooms.do), name="room_do"),
    path("rooms/<slug:slug>/fork/", of_a_room(rooms.fork), name="room_fork"),
    path("rooms/<slug:slug>/reopen/", of_a_room(rooms.reopen), name="room_reopen"),
    path("rooms/<slug:slug>/at/<int:seq>.json", of_a_room(data.at), name="room_at"),
    path("rooms/<slug:slug>/timeline.json", of_a_room(data.timeline), name="room_timeline"),
    path("rooms/<slug:slug>/owners/<int:seq>.bin", of_a_room(data.owners), name="room_owners"),
    path("rooms/<slug:slug>/bins/<int:seq>.bin", of_a_room(data.table), name="room_table"),
    path("rooms/<slug:slug>/why/", insight.why, name="why"),
    path("rooms/<slug:slug>/figures/<slug:name>/", insight.figure, name="figure"),
    path("rooms/<slug:slug>/share/", insight.share, name="share"),
    path("keys/<slug:hash_name>/<int:count>.bin", data.key_positions, name="key_positions"),
]
