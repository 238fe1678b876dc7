"""The application as it is served, with one more page: a query that goes on until it is told to end.

`/slow/` asks the database again and again, each time for some tenths of a second, until the file in SLOW_UNTIL exists.
"""

import os
from pathlib import Path

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path

from config.asgi import application

COUNT = (
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 2000000) SELECT count(*) FROM c"
)


def slow(request: HttpRequest) -> HttpResponse:
    asked = 0
    while not Path(os.environ["SLOW_UNTIL"]).exists():
        with connection.cursor() as cursor:
            cursor.execute(COUNT)
        asked += 1
    return HttpResponse(str(asked))


get_resolver().url_patterns.append(path("slow/", slow))
__all__ = ["application"]
