"""The application that uvicorn serves: pages by Django, sockets by Channels.

uvicorn config.asgi:application $(cat config/uvicorn.args)
"""

import os
import sys

import structlog
from channels.routing import ProtocolTypeRouter
from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django = get_asgi_application()  # sets Django up; what needs models is imported after it

from config import drain  # noqa: E402
from config.files import files  # noqa: E402
from config.http import bounded  # noqa: E402
from config.ops import history  # noqa: E402
from config.pages import pages  # noqa: E402
from config.requests import named  # noqa: E402
from config.single import claim_data_folder  # noqa: E402
from course.library import course  # noqa: E402
from course.sockets import websocket_urlpatterns  # noqa: E402
from simulator.routing import websocket_application  # noqa: E402

# So long a thread that comes back from a query waits for a loop that is busy, and a command comes back dozens of times.
# With the 5 ms that Python takes by itself, a command beside a flood of bad messages took half a second.
sys.setswitchinterval(0.0005)
claim_data_folder()
history.start()
course()  # read and validated now: a course that cannot be read is known before the first visitor
structlog.get_logger(__name__).info(
    "started", profile=settings.PROFILE, layer="redis" if settings.REDIS_URL else "in memory"
)
application = ProtocolTypeRouter(
    {
        "http": named(files(bounded(pages(django)))),
        "websocket": websocket_application(websocket_urlpatterns),
        "lifespan": drain.lifespan,
    }
)
