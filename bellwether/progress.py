"""A progress bar on standard error, where that is a terminal."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

Item = TypeVar("Item")
Advance = Callable[[int, int, str], None]
"""Called with the number done, the number known of, and what is being done."""


file_size = DownloadColumn
"""For `progress_bar`: what is done and known of are bytes."""


@contextmanager
def progress_bar(
    label: str, count: Callable[[], ProgressColumn] = MofNCompleteColumn
) -> Iterator[Advance]:
    """Yields what to call as work gets done; silent where no terminal is watching."""
    screen = Console(stderr=True)
    columns = (
        TextColumn(f"[bold]{label}"),
        BarColumn(bar_width=30),
        count(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[note]}"),
    )
    with Progress(
        *columns,
        console=screen,
        transient=True,
        redirect_stdout=False,  # what a command prints may go to a file
        disable=not screen.is_terminal,
    ) as bar:
        task = bar.add_task(label, total=None, note="")

        def advance(done: int, total: int, note: str = "") -> None:
            bar.update(task, completed=done, total=total or None, note=note[-60:])

        yield advance


def with_progress(label: str, items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items in order, with a bar while each is made that is gone while it is used."""
    iterator = iter(items)
    for number in range(total):
        with progress_bar(label) as advance:
            advance(number, total, "")
            item = next(iterator, None)
        if item is None:
            return
        yield item
