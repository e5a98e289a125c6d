"""Whose a figure is: the company, place or thing that a sentence says it of, by name."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from extract.anchors import Anchor
from extract.attributions import read_attribution
from extract.carried import Told, carried, carrying_signs
from extract.clauses import Clauses, is_verb, path_up
from extract.entities import Named
from extract.holders import holders
from extract.named import Mention
from extract.noun_phrases import Phrase
from extract.plain_subjects import plain_subject
from extract.planners import planner
from extract.pointers import Option
from extract.ranker import best, weigh
from extract.reading import Reading
from extract.respective import listed_name
from extract.tables import load_table
from extract.things import things
from extract.wordings import Wording
from models.facts import Organization, Person

_BACK = 3
"""How many sentences before a figure's own may name its subject."""
_HOLDERS = 3
"""How many of those whom its own sentence ties to a figure count."""
_TIED = frozenset(("planner", *(f"local{place}" for place in range(_HOLDERS))))


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A possible subject and what speaks for it."""

    name: str
    features: set[str] = field(default_factory=set)
    circumstances: tuple[str, ...] = ()
    bonus: float = 0.0
    """What the tie to the figure in its own sentence adds."""
    tokens: set[int] = field(default_factory=set)
    """Where it is named or referred to."""

    @property
    def crossed(self) -> set[str]:
        """All of it is crossed."""
        return self.features

    @property
    def option(self) -> Option:
        """All the places where it stands."""
        return Option(tokens=self.tokens)


def read_subject(
    reading: Reading, anchor: Anchor, wording: Wording | None, earlier: Sequence[Told] = ()
) -> str | None:
    """The likeliest subject of a measure whose metric is `wording`, after `earlier` figures."""
    if (listed := listed_name(reading, anchor, earlier)) is not None:
        return listed
    if (plain := plain_subject(reading, anchor, wording, earlier)) is not None:
        return plain
    candidates = subject_candidates(reading, anchor, wording, earlier)
    for candidate in candidates:
        candidate.bonus += sign_bonus(candidate.features)
    weights = weigh(reading.pointers, "subject", anchor.place, candidates)
    return likeliest(candidates, [w + c.bonus for w, c in zip(weights, candidates, strict=True)])


def sign_bonus(features: Collection[str]) -> float:
    """What speaks for or against a subject beyond what was learnt.

    Who only reports a figure is not its subject, unless its own clause ties them to it.
    """
    ties = load_table("ties")
    tied = not _TIED.isdisjoint(features)
    signs: dict[str, float] = ties["signs"] if tied else {**ties["signs"], **ties["untied"]}
    return sum(weight for sign, weight in signs.items() if sign in features)


def likeliest(candidates: Sequence[Candidate], weights: Sequence[float]) -> str | None:
    """The name of the candidate that weighs most; None where that is nobody."""
    return candidates[best(weights) or 0].name or None


def subject_candidates(
    reading: Reading, anchor: Anchor, wording: Wording | None, earlier: Sequence[Told] = ()
) -> list[Candidate]:
    """Everything named near the measure, the things its sentence speaks of, and nothing at all."""
    phrase = wording.phrase if wording else None
    found: dict[str, Candidate] = {}
    for name, features, token in (
        *_named(reading, anchor, phrase),
        *things(reading, anchor, phrase),
    ):
        if name:
            candidate = found.setdefault(name, Candidate(name=name))
            candidate.features.update(features)
            candidate.tokens.add(token)
    for place, holder in enumerate(holders(reading, anchor, wording)[:_HOLDERS]):
        if holder.name:
            ties = (f"local={holder.nature}", f"local{place}", f"local{place}={holder.nature}")
            candidate = found.setdefault(holder.name, Candidate(name=holder.name))
            candidate.features.update(ties)
            candidate.tokens.add(holder.token)
            candidate.bonus = max(candidate.bonus, tie_bonus(holder.nature, place))
    planning = planner(reading, anchor)
    if planning is not None:
        candidate = found.setdefault(planning, Candidate(name=planning))
        candidate.features.add("planner")
        candidate.bonus = max(candidate.bonus, tie_bonus("planner", 0))
    for place, (name, told) in enumerate(carried(earlier, "subject")):
        form = "earlier" if place else "previous"
        signs = (f"{form} {sign}" for sign in carrying_signs(reading, told, anchor))
        found.setdefault(name, Candidate(name=name)).features.update((form, *signs))
    source = _source(reading, anchor)
    for name, candidate in found.items():
        candidate.features.update(_article_features(reading, source, name))
        candidate.tokens.update(reading.standing_at.get(name, ()))
    circumstances = (
        anaphor_of(reading, anchor),
        anchor.kind,
        f"{wording.form}:{wording.relation}" if wording else "no metric",
    )
    about = _about(anchor, wording)
    crossed: dict[str, list[str]] = {}
    for name, candidate in found.items():
        candidate.features.update(reading.standing(name))
        for nature in _natures(reading, name):
            if nature not in crossed:
                crossed[nature] = [nature, *(f"{nature} {sign}" for sign in about)]
            candidate.features.update(crossed[nature])
        candidate.circumstances = circumstances
    unnamed = {"nothing", *(f"nothing {sign}" for sign in about)}
    nothing = Candidate(name="", features=unnamed, circumstances=circumstances)
    return [*found.values(), nothing]


def _article_features(reading: Reading, source: str | None, name: str) -> Iterator[str]:
    """What the rest of the article says of a name: whether it speaks here, how often it acts."""
    if name == source:
        yield "says so"
    acts = reading.acting.get(name, 0)
    yield f"acts={min(acts, 4)}"
    if name in reading.named:
        yield f"most acting={acts == reading.most_acts}"


def _source(reading: Reading, anchor: Anchor) -> str | None:
    measure = anchor.measure
    return read_attribution(reading, measure.start, measure.end) if measure else None


def _about(anchor: Anchor, wording: Wording | None) -> list[str]:
    """What the figure measures, by the words that tell bodies from places."""
    words = [word.lower() for word in wording.text.split()] if wording else []
    unit = anchor.measure.unit if anchor.measure else None
    return [f"word={word}" for word in words[:6]] + [f"verb={anchor.verb_lemma}", f"unit={unit}"]


def _natures(reading: Reading, name: str) -> list[str]:
    """What kind of thing a name is: a company, a country, a thing without a name."""
    named = reading.named.get(name)
    if named is None:
        return ["nature=thing"]
    kind = None if isinstance(named, Person) else named.kind
    return [f"nature={_label(named)}", f"nature={_label(named)} {kind}"]


def tie_bonus(nature: str, place: int) -> float:
    """How much a holder's tie weighs, less with every closer one."""
    bonus: float = load_table("ties")["bonus"].get(nature, 0.0)
    return bonus / (1 + place)


def anaphor_of(reading: Reading, anchor: Anchor) -> str:
    """What the clause's subject is: a pronoun, "the company", a name, another thing, or none."""
    clauses, token = reading.clauses, anchor.subject
    if token is None:
        token = anchor.doer.head if anchor.doer else None
    if token is None:
        return "none"
    if clauses.tags[token] in {"PRP", "EX", "WDT", "WP", "DT"}:
        return clauses.lower[token]
    if any(m.first <= token < m.last and m.is_name for m in reading.mentions):
        return "name"
    generic = clauses.lower[token] in load_table("references")["nouns"]
    return "generic" if generic else "thing"


def _named(
    reading: Reading, anchor: Anchor, phrase: Phrase | None
) -> Iterator[tuple[str, list[str], int]]:
    clauses = reading.clauses
    here = clauses.sentence_of[anchor.head]
    first, last = clauses.sentence(anchor.head)
    before = [m for m in reading.mentions if first <= m.first < anchor.first]
    after = [m for m in reading.mentions if anchor.first <= m.first < last]
    for place, mention in (*enumerate(reversed(before), 1), *enumerate(after, 1)):
        features = list(_here_features(reading, anchor, phrase, mention))
        side = "before" if mention.first < anchor.first else "after"
        yield (
            mention.named.name,
            [*features, f"{side}{min(place, 4)}", f"{side}{min(place, 4)} {_label(mention.named)}"],
            mention.last - 1,
        )
    for mention in reading.mentions:
        back = here - clauses.sentence_of[mention.first]
        if 1 <= back <= _BACK or (back > 0 and clauses.sentence_of[mention.first] == 0):
            features = list(_earlier_features(reading, mention, min(back, 4)))
            yield mention.named.name, features, mention.last - 1
    for name in list(reading.named)[:4]:
        yield name, ["often"], reading.standing_at[name][0]
    for token in range(first, last):
        country = load_table("demonyms")["countries"].get(clauses.lower[token])
        if country and not any(m.first <= token < m.last for m in (*before, *after)):
            yield (
                _printed(reading, country),
                [f"demonym={_place_of(anchor, phrase, token)}", "demonym"],
                token,
            )


def _printed(reading: Reading, country: str) -> str:
    """The country as the article names it, else by its common name."""
    forms = [country, *load_table("demonyms")["short"].get(country, [])]
    named = (n for n in reading.named.values() if n.name in forms or set(forms) & set(n.aliases))
    return next((n.name for n in named), None) or next(
        (form for form in forms if form in reading.clauses.words), country
    )


def _place_of(anchor: Anchor, phrase: Phrase | None, token: int) -> str:
    if phrase is not None and phrase.first <= token < phrase.last:
        return "metric"
    if anchor.doer is not None and anchor.doer.first <= token < anchor.doer.last:
        return "doer"
    return "before" if token < anchor.first else "after"


def _earlier_features(reading: Reading, mention: Mention, back: int) -> Iterator[str]:
    label, tokens = _label(mention.named), (mention.first, mention.last)
    role = reading.roles.get(tokens)
    if role is None:
        role = reading.roles[tokens] = _sentence_role(reading.clauses, mention)
    yield f"back={back}"
    yield f"back={back} {label}"
    yield f"back={back} {role}"
    yield f"earlier {role} {label}"
    if not mention.is_name:
        yield f"back={back} reference"


def _here_features(
    reading: Reading, anchor: Anchor, phrase: Phrase | None, mention: Mention
) -> Iterator[str]:
    clauses, label = reading.clauses, _label(mention.named)
    role = _role(clauses, anchor, phrase, mention)
    side = "before" if mention.first < anchor.first else "after"
    gap = (
        range(mention.last, anchor.first) if side == "before" else range(anchor.last, mention.first)
    )
    yield "here"
    yield f"here {label}"
    yield f"role={role}"
    yield f"role={role} {label}"
    yield f"role={role} {side} {anchor.verb_class}"
    if not mention.is_name:
        yield f"reference {role}"
    yield f"{side} verbs={min(2, sum(is_verb(clauses, i) for i in gap))}"
    yield f"{side} measures={min(2, reading.measures_in(gap))}"
    yield f"{side} commas={min(2, sum(clauses.words[i] in ',;(' for i in gap))}"
    if len(gap) <= 3:
        yield f"{side} gap={' '.join(clauses.lower[gap.start : gap.stop])}"


def _label(named: Named) -> str:
    if isinstance(named, Organization):
        return "unlisted" if named.kind == "unlisted" else "org"
    return "person" if isinstance(named, Person) else "place"


def _role(clauses: Clauses, anchor: Anchor, phrase: Phrase | None, mention: Mention) -> str:
    """How a mention in the measure's sentence stands to its clause."""
    doer, inside = anchor.doer, range(mention.first, mention.last)
    if phrase is not None and mention.first >= phrase.first and mention.last <= phrase.last:
        owner = phrase.owner
        return "metric-owner" if owner and mention.last <= owner[1] else "metric"
    if anchor.subject is not None and anchor.subject in inside:
        return "subject"
    if doer is not None and doer.first <= mention.first and mention.last <= doer.last:
        return "doer-owner" if doer.owner and mention.last <= doer.owner[1] else "doer"
    if phrase is not None and 0 <= mention.first - phrase.last <= 2:
        return f"metric-{clauses.lower[phrase.last]}"
    if clauses.lower[mention.last : mention.last + 1] in (["'s"], ["’s"], ["'"]):
        return "possessive"
    if anchor.subject is not None and anchor.subject in path_up(clauses, mention.last - 1):
        return "under-subject"
    return _sentence_role(clauses, mention)


def _sentence_role(clauses: Clauses, mention: Mention) -> str:
    """The grammatical role of a mention, with the preposition or kind of verb it goes with."""
    head = mention.last - 1
    for place in path_up(clauses, head, 4):
        if place < mention.first or place >= mention.last:
            break
        head = place
    dep = clauses.deps[head].split(":")[0]
    place = mention.first - 1
    while (
        place > 0
        and clauses.tags[place] in {"DT", "JJ", "NN", "NNP", "PRP$"}
        and mention.first - place < 4
    ):
        place -= 1
    before = clauses.lower[place] if place >= 0 else ""
    if dep == "nsubj":
        verb = clauses.lemmas[clauses.heads[head]]
        return "speaker" if verb in load_table("verbs")["speech"] else "nsubj"
    if before == "to" and place > 0 and clauses.lower[place - 1] == "according":
        return "source"
    if before in {"in", "of", "by", "for", "at", "from", "to", "with", "on"}:
        return f"after-{before}"
    return dep
