"""The secret key is made once, kept, and private."""

from concurrent.futures import ThreadPoolExecutor

from config.production import LEAST_KEY_LENGTH
from config.secret import kept_secret_key


def test_the_key_stays_the_same_and_is_strong(tmp_path):
    first = kept_secret_key(tmp_path)
    assert kept_secret_key(tmp_path) == first
    assert len(first) >= LEAST_KEY_LENGTH


def test_only_its_owner_may_read_it(tmp_path):
    kept_secret_key(tmp_path)
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_many_starts_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: kept_secret_key(tmp_path), range(32)))
    assert len(keys) == 1
