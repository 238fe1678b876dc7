"""The forms of accounts: Django's own, with plainer words and a limit on how often a password may be tried."""

import time
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, UserCreationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from course import tries
from simulator.rooms.errors import TooFast
from simulator.rooms.pace import address_of

TOO_FAST = ValidationError("Too many tries. Wait a minute, then try again.", code="too_fast")
NAME_HELP = "Letters, digits and . _ - + @, without spaces."
TAKEN = "Someone here has this name. Take another."
PASSWORD_HELP = "At least 8 characters, and not one of the usual ones. A short sentence is good."  # noqa: S105
AGAIN_HELP = "The same again. We have no address to send a new one to, so it must be right."


class SignInForm(AuthenticationForm):
    """A name and a password that go together."""

    error_messages = {
        "invalid_login": "This name and this password do not go together. Capital letters matter in both.",
        "inactive": "This account is closed.",
    }

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = "Name"

    def clean(self) -> dict[str, Any]:
        """Every try counts, also a right one: only then does a refusal tell nothing about the password."""
        assert self.request is not None
        try:
            tries.sign_in(address_of(self.request), self.cleaned_data.get("username", ""), time.monotonic())
        except TooFast:
            raise TOO_FAST from None
        return super().clean()


class AdminSignInForm(SignInForm, AdminAuthenticationForm):
    """The same, and just as many tries, at the door of the admin."""


class SignUpForm(UserCreationForm):  # type: ignore[type-arg]  # it takes none at run time
    """A name that nobody has, and a password, twice."""

    error_messages = {"password_mismatch": "The two passwords differ."}

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        name = self.fields["username"]
        name.label, name.help_text = "Name", f"{NAME_HELP} No one else here sees it."
        name.error_messages["invalid"] = NAME_HELP
        name.error_messages["unique"] = TAKEN
        self.fields["password1"].help_text, self.fields["password2"].help_text = PASSWORD_HELP, AGAIN_HELP
        self.fields["password2"].label = "Password again"

    def clean(self) -> dict[str, Any] | None:
        try:
            tries.sign_up(address_of(self.request), time.monotonic())
        except TooFast:
            raise TOO_FAST from None
        return super().clean()

    def create(self) -> User | None:
        """The new account; None, with the reason in the form, if a second click or someone else was quicker."""
        try:
            with transaction.atomic():
                user: User = self.save()
        except IntegrityError:
            self.add_error("username", TAKEN)
            return None
        return user


class NewPasswordForm(PasswordChangeForm):
    """The old password, and a new one, twice."""

    error_messages = {
        "password_mismatch": "The two new passwords differ.",
        "password_incorrect": "This is not your password as it is now.",
    }

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["old_password"].label = "Password now"
        self.fields["new_password1"].help_text, self.fields["new_password2"].help_text = (
            PASSWORD_HELP,
            AGAIN_HELP,
        )
        self.fields["new_password2"].label = "New password again"


class DeleteForm(forms.Form):
    """A tick by someone who means it; whoever has an account says their password too."""

    sure = forms.BooleanField(
        label="Delete all of this. I know that it cannot be brought back.",
        error_messages={"required": "Tick this to go on. Nothing has been deleted."},
    )
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        if not request.user.is_authenticated:
            del self.fields["password"]

    def clean_password(self) -> str:
        """Counted like any other try."""
        assert self.request.user.is_authenticated
        try:
            tries.sign_in(address_of(self.request), self.request.user.get_username(), time.monotonic())
        except TooFast:
            raise TOO_FAST from None
        password: str = self.cleaned_data["password"]
        if not self.request.user.check_password(password):
            raise ValidationError("This is not your password. Nothing has been deleted.")
        return password
