"""For who runs the course, at /admin/: sittings and tries to look at, and the statistics of the items.

Invariant: nothing here changes what a learner did.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from course.bank import bank
from course.forms import AdminSignInForm
from course.models import Sitting, Try
from course.quiz.item_statistics import item_statistics, items_sheet, picks_sheet
from course.quiz.statistics import ENOUGH, ItemStatistics

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = admin.ModelAdmin

admin.site.site_header = admin.site.site_title = "Slicewise"
admin.site.index_title = "Running the course"
admin.site.login_form = AdminSignInForm


class ToLookAt(Base):
    """Rows that nobody adds, changes or deletes here."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Sitting)
class SittingAdmin(ToLookAt):
    list_display = ("kind", "about", "made_at", "done_at")
    list_filter = ("kind",)
    date_hierarchy = "made_at"


@admin.register(Try)
class TryAdmin(ToLookAt):
    list_display = ("item", "number", "right", "certainty", "code", "given_at")
    list_filter = ("number", "right", "certainty")
    search_fields = ("item", "code")
    change_list_template = "admin/course/tries.html"

    def get_urls(self) -> list[URLPattern]:
        pages: tuple[tuple[str, str, Callable[[HttpRequest], HttpResponse]], ...] = (
            ("statistics/", "item_statistics", self.statistics),
            ("statistics/items.csv", "item_statistics_csv", self.items_csv),
            ("statistics/choices.csv", "choice_statistics_csv", self.choices_csv),
        )
        own = [path(where, self.admin_site.admin_view(page), name=name) for where, name, page in pages]
        return own + super().get_urls()

    def statistics(self, request: HttpRequest) -> HttpResponse:
        """Every item with its figures, or with "too few answers"."""
        items = bank().items
        rows = [(each, items[each.item].ask) for each in self._found(request)]
        context = {
            **self.admin_site.each_context(request),
            "title": "Item statistics",
            "opts": self.opts,
            "rows": rows,
            "enough": ENOUGH,
        }
        return TemplateResponse(request, "admin/course/item_statistics.html", context)

    def items_csv(self, request: HttpRequest) -> HttpResponse:
        return _sheet("items.csv", items_sheet(self._found(request)))

    def choices_csv(self, request: HttpRequest) -> HttpResponse:
        return _sheet("choices.csv", picks_sheet(self._found(request)))

    def _found(self, request: HttpRequest) -> tuple[ItemStatistics, ...]:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return item_statistics()


def _sheet(name: str, text: str) -> HttpResponse:
    """A sheet to save. The mark at its beginning tells spreadsheets that it is UTF-8."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8", headers=headers)
