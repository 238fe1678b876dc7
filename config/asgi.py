"""The application that uvicorn serves: pages by Django, sockets by Channels.

uvicorn config.asgi:application --ws websockets-sansio --lifespan off
"""

import os

import structlog
from channels.routing import ProtocolTypeRouter
from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()  # sets Django up; what needs models is imported after it

from config.single import claim_data_folder  # noqa: E402
from course.library import course  # noqa: E402
from simulator.routing import websocket_application  # noqa: E402

claim_data_folder()
course()  # read and validated now: a course that cannot be read is known before the first visitor
structlog.get_logger(__name__).info(
    "started", profile=settings.PROFILE, layer="redis" if settings.REDIS_URL else "in memory"
)
application = ProtocolTypeRouter({"http": pages, "websocket": websocket_application})
