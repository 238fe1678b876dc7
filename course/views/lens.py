"""The choice between pizza shop and data centre, for a page without JavaScript; with it nothing is asked for."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from course.telling import COOKIE, TELLINGS, YEAR


@require_POST
def lens(request: HttpRequest) -> HttpResponse:
    """Keep the choice on this device, and go back to the page that it was made on."""
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("lessons")
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("telling", "")
    if chosen in TELLINGS:
        response.set_cookie(COOKIE, chosen, max_age=YEAR, samesite="Lax")
    return response
