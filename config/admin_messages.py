"""Messages for the admin only: on every other page this layer is one comparison."""

from collections.abc import Awaitable

from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ADMIN = "/admin/"


class AdminMessages(MessageMiddleware):
    """Django's own, where the admin is."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """Elsewhere the next layer answers by itself, as a coroutine where the server is asynchronous."""
        if request.path_info.startswith(ADMIN):
            return super().__call__(request)
        return self.get_response(request)
