"""The pages of one's account: signing up, in and out, what is stored, taking it along, deleting it.

Each works without JavaScript. Only addresses of this site are gone on to.
"""

from typing import Any

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from course.forms import DeleteForm, NewPasswordForm, SignInForm, SignUpForm
from course.learners import sign_out_others
from course.own_data import counts, everything, forget, myself

forms_only = require_http_methods(["GET", "HEAD", "POST"])


def see(address: str) -> HttpResponseRedirect:
    """303, as after every form that went well. An address, never the name of a view: it may come from a link."""
    return HttpResponseRedirect(address, status=303)


def onward(request: HttpRequest) -> str:
    """Where `next` says, if it is on this site; else the account's page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else resolve_url("account")


def page(request: HttpRequest, template: str, form: BaseForm, **more: Any) -> HttpResponse:
    """A page with a form: 200 when it is new, 422 when something has to be put right, 429 when tried too often."""
    too_fast = any(form.has_error(name, "too_fast") for name in form.errors)
    status = 429 if too_fast else 422 if form.errors else 200
    return render(
        request, f"course/account/{template}", {"section": "account", "form": form, **more}, status=status
    )


@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """What is stored about you, and what you can do with it."""
    me = myself(request)
    context = {"section": "account", "me": me, "counts": counts(me) if me else None, "user": request.user}
    return render(request, "course/account/account.html", context)


@sensitive_post_parameters("password1", "password2")
@forms_only
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """A name and a password for what you did so far, and will do."""
    if request.user.is_authenticated:
        return see(onward(request))
    form = SignUpForm(request, data=request.POST or None)
    user = form.create() if form.is_valid() else None
    if user is None:
        return page(request, "sign_up.html", form, next=onward(request))
    login(request, user)
    return see(onward(request))


@sensitive_post_parameters("password")
@forms_only
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Back to what you did, here or in another browser."""
    if request.user.is_authenticated:
        return see(onward(request))
    form = SignInForm(request, data=request.POST or None)
    if not form.is_valid():
        return page(request, "sign_in.html", form, next=onward(request))
    login(request, form.get_user())
    return see(onward(request))


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave this browser as a newcomer would find it."""
    logout(request)
    return see(resolve_url("lessons"))


@sensitive_post_parameters()
@login_required
@forms_only
@never_cache
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password. Every other browser is signed out by it; this one stays."""
    form = NewPasswordForm(request.user, data=request.POST or None)  # type: ignore[arg-type]
    if not form.is_valid():
        return page(request, "password.html", form)
    update_session_auth_hash(request, form.save())
    sign_out_others(request)
    return see(resolve_url("account"))


@require_safe
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """All that is stored about you, as a file."""
    me = myself(request)
    data = everything(me, request.build_absolute_uri("/").rstrip("/")) if me else {}
    answer = JsonResponse(data, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="slicewise.json"'
    return answer


@sensitive_post_parameters("password")
@forms_only
@never_cache
def delete_account(request: HttpRequest) -> HttpResponse:
    """Delete all of it, once you said that you mean it."""
    me = myself(request)
    if me is None:
        return see(resolve_url("account"))
    form = DeleteForm(request, data=request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        return page(request, "delete.html", form, me=me, counts=counts(me))
    forget(me)
    sign_out_others(request)
    logout(request)
    return render(request, "course/account/deleted.html", {"section": "account"})
