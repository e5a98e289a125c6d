from hypothesis import given
from hypothesis import strategies as st

from extract.windowing import plan_windows


def test_a_short_text_is_one_window() -> None:
    (window,) = plan_windows([1, 2, 1])
    assert (window.start, window.end, window.keep, window.keep_end) == (0, 3, 0, 3)


def test_an_empty_text_has_no_window() -> None:
    assert plan_windows([]) == []


def test_neighbours_share_context() -> None:
    first, second = plan_windows([1] * 300, most=200, context=10)
    assert first.end - second.start == 20
    assert (first.keep_end, second.keep) == (152, 152)


@given(
    st.lists(st.integers(1, 8), max_size=400),
    st.integers(8, 60),
    st.integers(0, 12),
)
def test_every_word_is_kept_once(pieces: list[int], most: int, context: int) -> None:
    windows = plan_windows(pieces, most=most, context=context)
    kept = [i for w in windows for i in range(w.keep, w.keep_end)]
    assert kept == list(range(len(pieces)))
    assert all(w.start <= w.keep < w.keep_end <= w.end for w in windows)
    assert all(sum(pieces[w.start : w.end]) <= most for w in windows)
