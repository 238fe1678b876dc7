from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "simulator.rooms"
    label = "rooms"
