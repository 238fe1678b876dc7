"""Tests keep their data in a folder of their own. A plugin (`-p tests.data_folder`), because pytest-django reads
the settings before any conftest.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="slicewise-tests-")
os.environ["SLICEWISE_DATA"] = _folder
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
