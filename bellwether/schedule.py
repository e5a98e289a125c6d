"""`bellwether schedule`: a systemd timer or a cron line that calls `bellwether run`."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.errors import BellwetherError

Kind = Literal["systemd", "cron"]
_UNITS_MINUTES = {"m": 1, "min": 1, "h": 60, "d": 1440}
_MINUTES = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30)
"""What cron can repeat evenly within an hour."""
_HOURS = (1, 2, 3, 4, 6, 8, 12)
"""What cron can repeat evenly within a day."""
MARK = "# bellwether:"
Run = Callable[..., subprocess.CompletedProcess[str]]


class BadInterval(BellwetherError):
    """An interval that no schedule can keep."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} can't be kept evenly: write --every with one of "
            f"{', '.join(f'{m}m' for m in _MINUTES[4:])}, "
            f"{', '.join(f'{h}h' for h in _HOURS)}, 1d."
        )


class SchedulerMissing(BellwetherError):
    """The system has no such scheduler."""

    def __init__(self, program: str, other: str) -> None:
        super().__init__(f"{program} is not on this machine: try --{other}.")


class SchedulerFailed(BellwetherError):
    """The scheduler refused."""

    def __init__(self, command: str, answer: str) -> None:
        super().__init__(f"`{command}` failed: {answer.strip() or 'it gave no reason'}")


class PathRefused(BellwetherError):
    """A path that would write lines of its own into a crontab or unit file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{str(path)!r} has a line break or control character in it: name a path without."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """What is to run, and how often."""

    db_path: Path
    sources: Path | None = None
    """None takes the list that comes with the program."""
    every_minutes: int = 60
    program: str = ""
    """The `bellwether` script; empty finds it beside the running Python."""

    def __post_init__(self) -> None:
        """Raises PathRefused."""
        for path in filter(None, (self.db_path, self.sources)):
            if not (str(path).isprintable() and str(path.resolve()).isprintable()):
                raise PathRefused(path)

    @property
    def name(self) -> str:
        """The same for the same database: "bellwether-news" for ~/watch/news.db."""
        stem = re.sub(r"[^A-Za-z0-9_-]+", "-", self.db_path.stem).strip("-")
        return "bellwether" if stem in ("", "bellwether") else f"bellwether-{stem}"

    @property
    def command(self) -> list[str]:
        """`bellwether run` with absolute paths: a scheduler starts it elsewhere."""
        sources = ["--sources", str(self.sources.resolve())] if self.sources else []
        program = self.program or find_program()
        return [program, "run", "--db", str(self.db_path.resolve()), *sources]


def find_program() -> str:
    """The absolute path of the `bellwether` script of this installation."""
    beside = Path(sys.executable).with_name("bellwether")
    return str(beside) if beside.exists() else shutil.which("bellwether") or "bellwether"


def parse_interval(text: str) -> int:
    """Minutes in "30m", "2h" or "1d". Raises BadInterval for what cron can't repeat evenly.

    >>> parse_interval("2h")
    120
    """
    match = re.fullmatch(r"\s*(\d{1,4})\s*(m|min|h|d)\s*", text.lower())
    minutes = int(match[1]) * _UNITS_MINUTES[match[2]] if match else 0
    hours, rest = divmod(minutes, 60)
    if minutes in _MINUTES or minutes == 1440 or (rest == 0 and hours in _HOURS):
        return minutes
    raise BadInterval(text)


def cron_line(schedule: Schedule) -> str:
    """A line for crontab, marked with the schedule's name so that it can be found again."""
    hours, minutes = divmod(schedule.every_minutes, 60)
    minute = _minute_of(schedule)
    when = f"*/{minutes} * * * *" if not hours else f"{minute} */{hours} * * *"
    if hours == 1:
        when = f"{minute} * * * *"
    if hours == 24:
        when = f"{minute} 5 * * *"
    command = shlex.join(schedule.command).replace("%", r"\%")
    return f"{when} {command} >/dev/null 2>&1 {MARK} {schedule.name}"


def _minute_of(schedule: Schedule) -> int:
    """A minute that is not the full hour, when every other crawler asks; fixed for a database."""
    return 7 + sum(schedule.name.encode()) % 46


def systemd_service(schedule: Schedule) -> str:
    """The unit that does one run."""
    command = " ".join(_systemd_quoted(word) for word in schedule.command)
    return f"""[Unit]
Description=Bellwether: fetch and read the news into {schedule.db_path.name.replace("%", "%%")}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={command}
SuccessExitStatus=75
Nice=10
NoNewPrivileges=true
PrivateTmp=true
"""


def systemd_timer(schedule: Schedule) -> str:
    """The unit that starts the runs; one missed while the machine was off is made up for."""
    return f"""[Unit]
Description=Bellwether: every {_spoken(schedule.every_minutes)}

[Timer]
OnCalendar={_calendar(schedule)}
RandomizedDelaySec=60
Persistent=true

[Install]
WantedBy=timers.target
"""


def _calendar(schedule: Schedule) -> str:
    hours, minutes = divmod(schedule.every_minutes, 60)
    minute = f"{_minute_of(schedule):02}"
    if not hours:
        return f"*:0/{minutes}"
    if hours == 24:
        return f"*-*-* 05:{minute}:00"
    return f"*-*-* 00/{hours}:{minute}:00"


def _spoken(minutes: int) -> str:
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes % size == 0:
            number = minutes // size
            return unit if number == 1 else f"{number} {unit}s"
    return f"{minutes} minutes"


def _systemd_quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if re.search(r"[\s\"'\\;$]", word) else escaped


def schedule_text(schedule: Schedule, kind: Kind) -> str:
    """What `install` would set up, to read or to put in place by hand."""
    if kind == "cron":
        return cron_line(schedule) + "\n"
    folder = unit_folder()
    return (
        f"# {folder / schedule.name}.service\n{systemd_service(schedule)}\n"
        f"# {folder / schedule.name}.timer\n{systemd_timer(schedule)}"
    )


def unit_folder() -> Path:
    """Where a person's own systemd units live."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "systemd" / "user"


def usual_kind() -> Kind:
    """systemd where it runs the machine, else cron."""
    return "systemd" if Path("/run/systemd/system").is_dir() else "cron"


def install(schedule: Schedule, kind: Kind, run: Run = subprocess.run) -> str:
    """Sets the schedule up for the present user and says so; again replaces it.

    Raises SchedulerMissing, SchedulerFailed.
    """
    if kind == "cron":
        lines = [*_other_lines(schedule, run), cron_line(schedule)]
        _write_crontab(lines, run)
        return f"Runs every {_spoken(schedule.every_minutes)}; see it with `crontab -l`."
    folder = unit_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{schedule.name}.service").write_text(systemd_service(schedule), encoding="utf-8")
    (folder / f"{schedule.name}.timer").write_text(systemd_timer(schedule), encoding="utf-8")
    _systemctl(["daemon-reload"], run)
    _systemctl(["enable", "--now", f"{schedule.name}.timer"], run)
    return (
        f"Runs every {_spoken(schedule.every_minutes)}; see it with `systemctl --user list-timers "
        f"{schedule.name}.timer`, its log with `journalctl --user -u {schedule.name}`."
    )


def uninstall(schedule: Schedule, kind: Kind, run: Run = subprocess.run) -> str:
    """Takes the schedule of this database away and says so; nothing else is touched.

    Raises SchedulerMissing, SchedulerFailed.
    """
    if kind == "cron":
        _write_crontab(_other_lines(schedule, run), run)
        return f"{schedule.name} is no longer in the crontab."
    timer = unit_folder() / f"{schedule.name}.timer"
    if timer.exists():
        _systemctl(["disable", "--now", timer.name], run)
    for unit in (timer, timer.with_suffix(".service")):
        unit.unlink(missing_ok=True)
    _systemctl(["daemon-reload"], run)
    return f"{schedule.name} is no longer scheduled."


def _other_lines(schedule: Schedule, run: Run) -> list[str]:
    """The crontab without the schedule's own line; `crontab -l` fails where there is none."""
    answer = _call(["crontab", "-l"], run, other="systemd")
    lines = answer.stdout.splitlines() if answer.returncode == 0 else []
    return [line for line in lines if not line.rstrip().endswith(f"{MARK} {schedule.name}")]


def _write_crontab(lines: list[str], run: Run) -> None:
    text = "".join(f"{line}\n" for line in lines)
    answer = _call(["crontab", "-"], run, other="systemd", text=text)
    if answer.returncode:
        raise SchedulerFailed("crontab -", answer.stderr)


def _systemctl(words: list[str], run: Run) -> None:
    answer = _call(["systemctl", "--user", *words], run, other="cron")
    if answer.returncode:
        raise SchedulerFailed(shlex.join(["systemctl", "--user", *words]), answer.stderr)


def _call(
    command: list[str], run: Run, *, other: str, text: str | None = None
) -> subprocess.CompletedProcess[str]:
    try:
        return run(command, input=text, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise SchedulerMissing(command[0], other) from error
