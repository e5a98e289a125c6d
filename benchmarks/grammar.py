"""How much processor time amounts and dates cost on an article of 500 words.

    python benchmarks/grammar.py [--rounds 200]

Reads no files: the text is made of phrasings like those of news, with an amount or a date in
every second sentence, denser than most articles.
"""

import argparse
import time
from collections.abc import Callable
from datetime import date

from extract.dates import find_periods
from extract.money import find_measures

ARTICLE = """\
The company said on Thursday that revenue rose 8.4 percent to 1.27 trillion yen ($8.6 billion) in
the three months through December, up from 1.17 trillion yen a year earlier. Its chief executive
told analysts that demand had been stronger than the board expected when it met in the autumn.
It plans to invest about $2.5 billion by the end of 2027 and to hire more than 1,200 engineers at
its three plants. The union, which speaks for a third of the workforce, asked for a meeting.
Shares closed at 4,120 yen, while the index lost 0.3 percent. Ministers have promised to raise
installed capacity from 203 GW to 500 GW by 2030, and the industry association called the aim
bold but within reach if permits are granted faster than they have been since last year.
"""
PUBLISHED = date(2026, 3, 18)


def milliseconds(read: Callable[[str], object], text: str, rounds: int) -> float:
    """The mean processor time of one reading, after one to warm up."""
    read(text)
    start = time.process_time()
    for _ in range(rounds):
        read(text)
    return (time.process_time() - start) * 1000 / rounds


def main() -> None:
    """Print milliseconds for 500 words, a line a reader."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    text = "\n\n".join([ARTICLE] * 4)
    per_article = 500 / len(text.split())
    readers: dict[str, Callable[[str], object]] = {
        "amounts": find_measures,
        "dates": lambda each: find_periods(each, PUBLISHED),
    }
    for name, read in readers.items():
        print(f"{name:8s} {milliseconds(read, text, rounds) * per_article:6.2f} ms")


if __name__ == "__main__":
    main()
