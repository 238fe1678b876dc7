"""Set before Django reads its settings: tests keep their data in a folder of their own."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="slicewise-tests-")
os.environ["SLICEWISE_DATA"] = _folder
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
