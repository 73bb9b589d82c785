"""A folder chosen in the settings whose disk is not there is missed, not begun anew."""

from pathlib import Path

import pytest

from simulator.cli.main import main
from simulator.model import settings
from simulator.model.errors import ArchiveError, ExitCode
from simulator.use_cases.desk import Desk


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A disk with recordings on it, chosen in the settings file, and used once."""
    monkeypatch.delenv("SIMULATOR_RECORDINGS")
    disk = tmp_path / "disk"
    disk.mkdir()
    (tmp_path / "settings.toml").write_text(f'recordings = "{disk.as_posix()}/recordings"\n')
    desk = Desk(settings.load())
    desk.sessions.archive.ensure()
    desk.close()
    return disk


@pytest.mark.parametrize("mount_point_stays", [True, False])
def test_recordings_on_a_disk_not_mounted_are_missed_and_there_again(
    disk: Path, mount_point_stays: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    away = disk.rename(disk.with_name("away"))
    if mount_point_stays:
        (disk / "recordings").mkdir(parents=True)
    assert main(["sessions", "list"]) == ExitCode.ARCHIVE
    assert "are not there" in capsys.readouterr().err
    with pytest.raises(ArchiveError, match="are not there"):
        Desk(settings.load()).sessions.archive.ensure()
    assert not list(disk.rglob("*.sqlite"))
    if mount_point_stays:
        (disk / "recordings").rmdir()
        disk.rmdir()
    away.rename(disk)
    assert main(["sessions", "list"]) == ExitCode.DONE


def test_one_may_begin_anew_there(disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    disk.rename(disk.with_name("away"))
    assert main(["archive", "new"]) == ExitCode.DONE
    assert str(disk) in capsys.readouterr().out
    assert main(["sessions", "list"]) == ExitCode.DONE


def test_a_folder_named_on_the_command_line_is_begun_as_often_as_one_likes(tmp_path: Path) -> None:
    for _ in range(2):
        folder = tmp_path / "mine"
        desk = Desk(settings.load(given={"recordings": str(folder)}))
        desk.sessions.archive.ensure()
        desk.close()
        folder.rename(tmp_path / f"{id(desk)}")
