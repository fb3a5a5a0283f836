"""The room on the network without a window: what `lab room` says, and that it opens and closes a real room."""

import json
import signal
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import typer
from cryptography import x509

from lab.commands import room
from lab.domain.errors import InputError
from lab.folder import LabFolder
from tests.lab.live.door.opened import HERE, free_port

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(autouse=True)
def _one_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "interfaces", lambda: (HERE,))


def test_that_a_check_without_a_room_says_what_networks_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = LabFolder.create(tmp_path / "lab").path
    with pytest.raises(typer.Exit) as ended:
        room.check(folder, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert ended.value.exit_code == 1
    assert told["interfaces"] == [{"name": "lo", "address": "127.0.0.1", "trap": "this_machine"}]
    assert (told["open"], told["findings"][0]["code"]) == (False, "network_missing")


def test_that_sheet_and_certificate_belong_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    room.certificate(tmp_path / "a.crt", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert x509.load_pem_x509_certificate((tmp_path / "a.crt").read_bytes())
    room.enrolment_sheet(tmp_path / "sheet.html", interface="lo", port=1234, language="ru")
    sheet = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert " ".join(told["words"]) in sheet
    assert told["sha256"] in sheet
    assert "https://127.0.0.1:1234/enrolment" in sheet
    assert '<html lang="ru">' in sheet


def test_that_without_a_choice_a_trap_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        room.enrolment_sheet(tmp_path / "sheet.html")
    assert told.value.code == "interface_unsaid"


def test_that_a_room_is_open_until_it_is_interrupted(tmp_path: Path) -> None:
    folder, port = LabFolder.create(tmp_path / "lab").path, free_port()
    room.certificate(tmp_path / "a.crt")
    command = [sys.executable, "-P", "-m", "lab", "room", "open", "--interface", "127.0.0.1", "--json"]
    with subprocess.Popen(
        [*command, "--port", str(port), "--folder", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stderr is not None
        assert running.stdout is not None
        said = b""
        while not said.endswith(b"\n}\n"):
            line = running.stdout.readline()
            assert line, running.stderr.read()
            said += line
        told = json.loads(said)
        trusted = ssl.create_default_context(cafile=str(tmp_path / "a.crt"))
        with urllib.request.urlopen(told["urls"][0], context=trusted, timeout=20) as page:  # noqa: S310
            assert page.status == 200
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
    with pytest.raises(OSError):  # noqa: PT011
        urllib.request.urlopen(told["urls"][0], context=trusted, timeout=20)  # noqa: S310
