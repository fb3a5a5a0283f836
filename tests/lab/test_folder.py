"""Where a laboratory may lie, and where it is refused with the reason."""

import os
import stat
import sys
from pathlib import Path

import pytest

from lab import file_systems, folder
from lab.domain.errors import InputError, WorldError
from lab.file_systems import synchronised_by
from lab.folder import LabFolder, runtime_address_file, runtime_folder


def test_that_a_new_folder_gets_what_it_needs(tmp_path: Path) -> None:
    made = LabFolder.create(tmp_path / "Лаборатория" / ("л" * 100))
    assert made.sessions.is_dir()
    assert made.exports.is_dir()
    assert LabFolder.open(made.path) == made


def test_that_one_folder_has_one_name_however_it_is_reached(tmp_path: Path) -> None:
    made = LabFolder.create(tmp_path / "lab")
    (tmp_path / "link").symlink_to(made.path)
    assert LabFolder.open(tmp_path / "link").lab_id == made.lab_id
    assert LabFolder.create(tmp_path / "other").lab_id != made.lab_id


@pytest.mark.parametrize("inside", ["", "lab", "lab/deeper"])
def test_that_a_file_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="folder_is_a_file"):
        LabFolder.create(tmp_path / "file" / inside)


def test_that_a_missing_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    for opening in (LabFolder.open, LabFolder.open_readonly):
        with pytest.raises(InputError, match="folder_missing"):
            opening(tmp_path / "nothing")


def test_that_a_folder_nobody_can_write_is_refused() -> None:
    with pytest.raises(WorldError, match="folder_unwritable"):
        LabFolder.create(Path("/proc/lab"))


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Ministry of Justice", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Яндекс.Диск", "Яндекс.Диск"),
        ("YandexDisk", "Яндекс.Диск"),
        ("Google Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("iCloud Drive", "iCloud Drive"),
    ],
)
def test_that_synchronised_folders_are_refused_by_name(tmp_path: Path, name: str, program: str) -> None:
    with pytest.raises(InputError) as refused:
        LabFolder.create(tmp_path / name / "lab")
    assert (refused.value.code, refused.value.facts["program"]) == ("folder_synchronised", program)


def test_that_synchronised_folders_are_known_by_their_marks(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert synchronised_by(tmp_path / "deep" / "down") == "Syncthing"


def test_that_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_systems, "_type_of", lambda _folder: "nfs4")
    with pytest.raises(InputError, match="folder_on_network"):
        LabFolder.create(tmp_path / "lab")


def test_that_this_machines_disks_are_not_taken_for_network_drives(tmp_path: Path) -> None:
    assert not file_systems.is_network(tmp_path)
    assert file_systems._type_of(Path("/proc")) == "proc"
    assert file_systems.encryption(tmp_path) in ("encrypted", "not_encrypted", "unknown")


def test_that_session_names_lead_nowhere_else(tmp_path: Path) -> None:
    made = LabFolder.create(tmp_path)
    assert made.session_folder("2026-11-23-P01").parent == made.sessions
    for name in ("", ".", "..", "../x", "a/b", "/etc"):
        with pytest.raises(ValueError, match="no session folder"):
            made.session_folder(name)


def test_that_the_runtime_folder_is_its_owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = tmp_path / "run"
    loose.mkdir(mode=0o777)
    monkeypatch.setenv(folder.RUNTIME_VARIABLE, str(loose))
    assert stat.S_IMODE(runtime_folder().stat().st_mode) == 0o700
    assert runtime_address_file("abc") == loose / "abc.json"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system always names one")
def test_that_a_system_without_a_runtime_folder_is_not_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(folder.RUNTIME_VARIABLE, raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert runtime_folder().is_dir()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_that_somebody_elses_runtime_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = tmp_path / "run"
    theirs.mkdir()
    os.chown(theirs, 12345, 12345)
    monkeypatch.setenv(folder.RUNTIME_VARIABLE, str(theirs))
    with pytest.raises(WorldError, match="runtime_folder_unusable"):
        runtime_folder()
