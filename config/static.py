"""Where the browser's files come from: our own folder, and single files out of installed packages."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage
from django_manifeststaticfiles_enhanced.storage import EnhancedManifestStaticFilesStorage


class PlotlyFinder(BaseFinder):
    """`plotly/plotly.min.js`, and nothing else, out of the plotly package.

    The package's folder holds 12 MB of widgets and data sets; collecting it whole takes half a minute.
    """

    PATH = "plotly/plotly.min.js"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        spec = find_spec("plotly")
        assert spec is not None and spec.origin is not None, "plotly is in requirements.txt"
        self.storage = FileSystemStorage(location=Path(spec.origin).parent / "package_data")
        self.storage.prefix = "plotly"  # type: ignore[attr-defined]  # how collectstatic names the target
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False) -> Any:
        if path != self.PATH:
            return []
        file = self.storage.path("plotly.min.js")
        return [file] if find_all else file

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        yield "plotly.min.js", self.storage


class HashedFiles(EnhancedManifestStaticFilesStorage):  # type: ignore[misc]  # it has no types
    """Names with a hash of the content, so that a browser may keep a file for ever; imports are followed."""

    support_js_module_import_aggregation = True
    manifest_strict = True
