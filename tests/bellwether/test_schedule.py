import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bellwether import schedule as module
from bellwether.schedule import (
    BadInterval,
    PathRefused,
    Schedule,
    SchedulerFailed,
    SchedulerMissing,
    cron_line,
    install,
    parse_interval,
    schedule_text,
    systemd_service,
    systemd_timer,
    uninstall,
)


def schedule(every: str = "1h", db_path: str = "/data/news.db", **more: Any) -> Schedule:
    program = "/opt/bellwether/bin/bellwether"
    minutes = parse_interval(every)
    return Schedule(db_path=Path(db_path), every_minutes=minutes, program=program, **more)


@pytest.mark.parametrize("name", ["a\nExecStart=/bin/sh", "a\r* * * * * sh", "a\x00", "a\u2028b"])
def test_a_path_cannot_write_lines_of_its_own(name: str) -> None:
    with pytest.raises(PathRefused, match="name a path without"):
        schedule(db_path=f"/data/{name}.db")
    with pytest.raises(PathRefused):
        schedule(sources=Path(f"/data/{name}.toml"))


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "x;rm -rf ~", "$(id)", "%n", "-", "é/ü"])
def test_a_path_names_no_file_elsewhere(name: str) -> None:
    assert re.fullmatch(r"bellwether[a-z-]*", schedule(db_path=f"/data/{name}.db").name)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15m", 15),
        ("30 min", 30),
        ("1h", 60),
        ("60m", 60),
        ("6H", 360),
        ("1d", 1440),
        ("24h", 1440),
    ],
)
def test_intervals(text: str, minutes: int) -> None:
    assert parse_interval(text) == minutes


@pytest.mark.parametrize("text", ["", "7m", "45m", "5h", "2d", "0m", "-1h", "1.5h", "hourly", "90"])
def test_intervals_that_cannot_be_kept(text: str) -> None:
    with pytest.raises(BadInterval, match="--every"):
        parse_interval(text)


@pytest.mark.parametrize(
    ("every", "when"),
    [("15m", "*/15 * * * *"), ("1h", "35 * * * *"), ("6h", "35 */6 * * *"), ("1d", "35 5 * * *")],
)
def test_cron_lines(every: str, when: str) -> None:
    line = cron_line(schedule(every))
    command = "/opt/bellwether/bin/bellwether run --db /data/news.db"
    minute = line.split()[0] if every != "15m" else "35"
    assert line.replace(f"{minute} ", "35 ", 1) == (
        f"{when} {command} >/dev/null 2>&1 # bellwether: bellwether-news"
    )


def test_awkward_paths_are_quoted() -> None:
    awkward = schedule(db_path="/my data/50% off.db", sources=Path("/my data/a.toml"))
    assert r"'/my data/50\% off.db'" in cron_line(awkward)
    assert '"/my data/50%% off.db" --sources "/my data/a.toml"' in systemd_service(awkward)
    assert awkward.name == "bellwether-50-off"


@pytest.mark.parametrize(
    ("every", "calendar"),
    [("15m", "*:0/15"), ("6h", "*-*-* 00/6:"), ("1d", "*-*-* 05:"), ("1h", "*-*-* 00/1:")],
)
def test_timers(every: str, calendar: str) -> None:
    assert f"OnCalendar={calendar}" in systemd_timer(schedule(every))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
@pytest.mark.parametrize("every", ["5m", "30m", "1h", "2h", "12h", "1d"])
def test_systemd_understands_the_calendar(every: str) -> None:
    timer = systemd_timer(schedule(every))
    calendar = next(line for line in timer.splitlines() if line.startswith("OnCalendar="))
    command = ["systemd-analyze", "calendar", calendar.partition("=")[2]]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


class Machine:
    """A machine's crontab and systemctl, as far as schedules use them."""

    def __init__(self, crontab: str | None = None, *, broken: bool = False) -> None:
        self.crontab = crontab
        self.broken = broken
        self.calls: list[list[str]] = []

    def run(self, command: list[str], **given: Any) -> subprocess.CompletedProcess[str]:
        self.calls.append(command)
        if command == ["crontab", "-"] and not self.broken:
            self.crontab = given["input"]
        code = int(self.broken or (command == ["crontab", "-l"] and self.crontab is None))
        out = self.crontab or ""
        return subprocess.CompletedProcess(command, code, stdout=out, stderr="not allowed")


def test_cron_keeps_what_others_wrote() -> None:
    others = "MAILTO=me\n0 4 * * * backup # bellwether: not really\n"
    machine = Machine(others)
    install(schedule("1h"), "cron", machine.run)
    install(schedule("6h"), "cron", machine.run)
    install(schedule("1d", "/data/other.db"), "cron", machine.run)
    assert machine.crontab is not None
    assert machine.crontab.startswith(others)
    assert machine.crontab.count("# bellwether: bellwether-news\n") == 1
    uninstall(schedule(), "cron", machine.run)
    assert machine.crontab.count("bellwether-news") == 0
    assert machine.crontab.count("bellwether-other") == 1


def test_a_first_crontab() -> None:
    machine = Machine(None)
    install(schedule(), "cron", machine.run)
    assert machine.crontab == cron_line(schedule()) + "\n"


def test_systemd_units_come_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    machine = Machine()
    said = install(schedule(), "systemd", machine.run)
    folder = tmp_path / "systemd" / "user"
    assert sorted(path.name for path in folder.iterdir()) == [
        "bellwether-news.service",
        "bellwether-news.timer",
    ]
    assert machine.calls[-1][2:] == ["enable", "--now", "bellwether-news.timer"]
    assert "journalctl" in said
    uninstall(schedule(), "systemd", machine.run)
    assert list(folder.iterdir()) == []
    uninstall(schedule(), "systemd", machine.run)


def test_a_scheduler_that_refuses() -> None:
    with pytest.raises(SchedulerFailed, match="not allowed"):
        install(schedule(), "cron", Machine(broken=True).run)


def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SchedulerMissing, match="try --systemd"):
        install(schedule(), "cron")


def test_the_text_says_where_it_belongs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    text = schedule_text(schedule(), "systemd")
    assert f"# {tmp_path}/systemd/user/bellwether-news.timer" in text
    assert schedule_text(schedule(), "cron") == cron_line(schedule()) + "\n"


def test_the_program_is_found() -> None:
    assert Path(module.find_program()).name == "bellwether"
