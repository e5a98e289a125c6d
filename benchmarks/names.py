"""How long the resolver takes for many names, and how many of the known twins it finds.

    python benchmarks/names.py [--names 100000] [--seed 1]

Names are invented: firms, agencies and people of several languages, a fifth of them written a
second time in another way (legal form, "Group", a misspelling, a middle initial, another order).
Prints the seconds on one core, names a second, and of the twins the ratio found; ends with 1 when
that takes more than two minutes for 100,000 names (in proportion for fewer).
"""

# ruff: noqa: SIM905

import argparse
import random
import sys
import time
from collections.abc import Callable

from models.organization_names import organization_name
from models.person_names import person_name
from models.resolver import group_names, match_organizations, match_people, pair

LIMIT_S = 120.0
SYLLABLES = (
    "al an ar bel bor bran cal cer cor dal den dor el en fal fen gar gel hal hel im in jor kal kes "
    "kor lan lar lin lor mar mel mon mor nal nor ol or pal par pel ral ren ros sal sel sol tal tar "
    "tel tor ul val vel ver vor wal wel win xan yar zan zel"
).split()
FIELDS = (
    "Robotics Solar Steel Energy Semiconductor Motors Logistics Pharma Capital Bank Airlines Foods "
    "Chemicals Mining Software Networks Insurance Shipping Textiles Batteries Optics Aerospace"
).split()
FORMS = ("Inc", "Ltd", "GmbH", "Co., Ltd.", "S.A.", "plc", "Corp", "AG")
CHINESE = (
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo".split()
)
PINYIN = (
    "wei jian guo ming hua li xin yu qing hong jun feng hao bo tao lei yan xia mei fang".split()
)
KOREAN = "Kim Park Choi Jung Kang Cho Yoon Jang Lim Shin".split()
GIVEN = (
    "Helena Marta Lukas Ingrid Rafael Sofia Henrik Amara Tariq Leila Oskar Paula Stefan Nadia "
    "Emil Clara Bruno Irene Mikael Yara James Robert Mary John Anna David"
).split()


def word(rng: random.Random, parts: int) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(parts)).capitalize()


def organization(rng: random.Random) -> str:
    if rng.random() < 0.1:
        return f"{word(rng, 2)} {rng.choice(('University', 'Institute of Technology', 'Port'))}"
    fields = rng.sample(FIELDS, rng.choice((0, 1, 1, 1, 2)))
    return " ".join([word(rng, rng.choice((2, 3, 3))), *fields])


def misspelt(rng: random.Random, name: str) -> str:
    place = rng.randrange(1, len(name) - 1)
    return name[:place] + name[place] + name[place:] if name[place] != " " else name


def other_organization(rng: random.Random, name: str) -> str:
    ways: list[Callable[[], str]] = [
        lambda: f"{name} {rng.choice(FORMS)}",
        lambda: f"{name} Group",
        lambda: misspelt(rng, name) if " " in name else f"{name} Group",
        lambda: name.upper(),
    ]
    return rng.choice(ways)()


def person(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.25:
        return f"{rng.choice(CHINESE)} {''.join(rng.sample(PINYIN, 2)).capitalize()}"
    if kind < 0.35:
        return f"{rng.choice(KOREAN)} {rng.choice(PINYIN).capitalize()}-{rng.choice(PINYIN)}"
    return f"{rng.choice(GIVEN)} {word(rng, rng.choice((2, 3)))}"


def other_person(rng: random.Random, name: str) -> str:
    first, _, last = name.partition(" ")
    return rng.choice((name, f"{last} {first}", f"{first} {rng.choice('ABCDEF')}. {last}"))


def organizations(rng: random.Random, count: int) -> tuple[dict[str, str], list[tuple[str, str]]]:
    names = {f"o{place}": organization(rng) for place in range(count * 5 // 6)}
    twins = [(f"o{place}", f"p{place}") for place in range(count // 6)]
    names |= {new: other_organization(rng, names[old]) for old, new in twins}
    return names, twins


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    firms, firm_twins = organizations(rng, options.names * 6 // 10)
    people = {f"h{place}": person(rng) for place in range(options.names * 4 // 10 * 5 // 6)}
    twins = [(f"h{place}", f"i{place}") for place in range(options.names * 4 // 10 // 6)]
    people |= {new: other_person(rng, people[old]) for old, new in twins}
    employers = {name: [f"firm {rng.randrange(5000)}"] for name in people}
    employers |= {new: employers[old] for old, new in twins}

    began = time.process_time()
    ready = {key: organization_name(name) for key, name in firms.items()}
    found = match_organizations(ready)
    bearers = {key: person_name(people[key], employers=employers[key]) for key in people}
    found |= match_people(bearers)
    groups = group_names([], [], found)
    seconds = time.process_time() - began

    total = len(firms) + len(people)
    print(f"{total:,} names in {seconds:.1f} s on one core: {total / seconds:,.0f} a second")
    for kind, known in (("organisations", firm_twins), ("people", twins)):
        joined = sum(groups.root(old) == groups.root(new) for old, new in known)
        asked = sum(found.get(pair(*ids)) is not None for ids in known)
        print(f"{kind}: {joined / len(known):.3f} of {len(known):,} twins joined,"
              f" {asked / len(known):.3f} joined or asked about")  # fmt: skip
    allowed = LIMIT_S * total / 100_000
    print(f"ratio to the time allowed ({allowed:.0f} s): {seconds / allowed:.2f}")
    return int(seconds > allowed)


if __name__ == "__main__":
    sys.exit(main())
