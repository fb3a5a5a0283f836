"""The address file: whole or not there, readable by its owner only, its tokens never shown."""

import stat
from pathlib import Path

import pytest

from lab.live import address
from lab.live.address import AddressFile

SAID = AddressFile(url="ws://127.0.0.1:4711", token="secret-one", recorder_token="secret-two", pid=12, recorder_pid=13)


def test_that_it_comes_back_as_written_and_is_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "lab.json"
    address.write(path, SAID)
    assert address.read(path) == SAID
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert SAID.port == 4711
    assert [entry.name for entry in tmp_path.iterdir()] == ["lab.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"url": "ws://x:1"}', '{"url": 1, "token": 2}', "\x00"])
def test_that_what_is_not_whole_is_not_there(tmp_path: Path, content: str) -> None:
    path = tmp_path / "lab.json"
    path.write_text(content, encoding="utf-8")
    assert address.read(path) is None


def test_that_tokens_are_not_shown(tmp_path: Path) -> None:
    assert "secret" not in f"{SAID!r} {SAID} {SAID.address!r}"
    assert len({address.new_token() for _ in range(100)}) == 100
    assert len(address.new_token()) >= 43  # 256 bits in base64
