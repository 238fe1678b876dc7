"""The secret key: made at the first start, kept in the data folder, readable by its owner alone."""

import os
import secrets
from pathlib import Path


def kept_secret_key(folder: Path) -> str:
    """The key in `folder/secret_key`, written there first if there is none.

    Two processes may start at once. Each writes a draft and links it into place whole; the first link stands
    and both read it, so neither ever sees half a key.
    """
    file = folder / "secret_key"
    draft = folder / f"secret_key.{secrets.token_hex(8)}"
    if not file.exists():
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, file)  # fails if another process was first, and then its key stands
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text().strip()
