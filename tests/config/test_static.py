"""The production build of the browser's files: hashed names, imports that follow, and one file of Plotly's."""

import os
import re
import subprocess
import sys


def test_collectstatic_hashes_names_and_follows_imports(tmp_path):
    out = tmp_path / "static"
    done = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        env={
            "PATH": os.environ["PATH"],
            "SLICEWISE_DATA": str(tmp_path / "data"),
            "STATIC_ROOT": str(out),
            "PROFILE": "production",
            "ALLOWED_HOSTS": "slicewise.example",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (main,) = (out / "js").glob("main.*.js")
    imported = re.findall(r'import\("(.+?)"\)', main.read_text())
    assert imported
    for name in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name), name
        assert (main.parent / name).exists()
    assert sorted(file.suffix for file in (out / "plotly").iterdir()) == [".js", ".js"]
