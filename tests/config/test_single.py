"""On the in-memory layer one process serves a data folder; a second one is told why it may not."""

import os
import subprocess
import sys

SECOND = "import django; django.setup(); from config.single import claim_data_folder; claim_data_folder()"


def second_start(folder, **environment):
    return subprocess.run(
        [sys.executable, "-c", SECOND],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SLICEWISE_DATA": str(folder),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_second_process_is_refused_while_the_first_lives(settings, tmp_path, monkeypatch):
    from config import single

    monkeypatch.setattr(single, "_held", [])
    settings.DATA_DIR = tmp_path
    single.claim_data_folder()
    refused = second_start(tmp_path)
    assert refused.returncode != 0
    assert f"process {os.getpid()}" in refused.stderr
    assert second_start(tmp_path, REDIS_URL="redis://127.0.0.1:6379").returncode == 0

    single._held.pop().close()
    assert second_start(tmp_path).returncode == 0
