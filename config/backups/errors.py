"""What can go wrong with a backup, as a sentence for the terminal."""


class BackupError(Exception):
    """Why it was not done. Nothing was changed, and no half file is left."""
