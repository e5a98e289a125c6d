"""Writes a checkpoint as the shipped weights: ONNX in eight-bit integers, and labels as JSON.

    python -m extract.training.export --stage polish

Nothing is pickled. Piece embeddings become bytes with one scale a row, which loses less than one
scale for all; matrix products are quantised by onnxruntime, per column, activations on the fly.
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from extract.pointers import STATES

from .alone import weights_alone
from .choosers import export_choosers, from_state
from .corpora import UD_SOURCES, Words, treebank
from .network import Reader
from .plans import STAGES
from .spacing import write_spacing
from .train import lessons_of, minilm_folder, read_model

INPUTS = ("ids", "shapes", "firsts")
ROWS = ("entities", "start", "root", "dependent", "head", "label_dependent", "label_head")
CLASSES = ("tags", "parts", "scripts")
NAMES = ("PROPN", "X", "SYM", "NUM", "PUNCT")

Lessons = tuple[Sequence[dict], Sequence[dict]]
"""What all articles teach of choices, and what the annotated business news does."""


class RowBytes(nn.Module):
    """An embedding table in bytes, one scale a row."""

    def __init__(self, weight: Tensor):
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-6) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("bytes", torch.round(weight / scale).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.bytes[ids].float() * self.scale[ids]


class Shipped(nn.Module):
    """The network as it is shipped: `rows` of scores and vectors, `classes` already decided, and
    `states` that figures are tied to their context by."""

    def __init__(self, reader: Reader, *, small: bool):
        super().__init__()
        self.reader = reader
        if small:
            reader.words = RowBytes(reader.words.weight.detach())

    def forward(self, ids: Tensor, shapes: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        states = self.reader.states(ids, shapes, firsts)
        out = self.reader.read(states)
        rows = torch.cat([out[name] for name in ROWS], -1)
        classes = torch.stack([out[name].argmax(-1) for name in CLASSES], -1)
        return rows, classes.to(torch.int32), self.reader.pointing_states(states)


def to_onnx(reader: Reader, path: Path, *, small: bool = True) -> None:
    """The float graph; batch, length and number of words are free."""
    example = (
        torch.randint(1, 99, (2, 9)), torch.zeros(2, 9, dtype=torch.long), torch.tensor([1, 2, 10]),
    )  # fmt: skip
    torch.onnx.export(
        Shipped(reader, small=small).eval(), example, str(path), dynamo=False,
        opset_version=17, input_names=list(INPUTS), output_names=["rows", "classes", "states"],
        dynamic_axes={"ids": {0: "b", 1: "t"}, "shapes": {0: "b", 1: "t"}, "firsts": {0: "n"},
                      "rows": {0: "n"}, "classes": {0: "n"}, "states": {0: "n"}},
    )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    quantize_dynamic(
        source, target, per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
    )  # fmt: skip


def known_lemmas(documents: Iterable[Words]) -> dict[str, dict[str, str]]:
    """Lemmas of lower-case words by part of speech, where the treebanks agree and the lemma is
    another word or was seen often."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for d in documents:
        for word, part, lemma in zip(d.words, d.parts, d.lemmas, strict=True):
            if word.isalpha() and word[1:].islower() and part not in NAMES:
                seen[part, word.lower()][lemma.lower()] += 1
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (part, word), lemmas in sorted(seen.items()):
        ((lemma, often),) = lemmas.most_common(1)
        if often >= 0.8 * lemmas.total() and (lemma != word or often > 1):
            found[part][word] = lemma
    return found


def settings(reader: Reader, labels: dict[str, list[str]], step: int) -> dict:
    """What the shipped pipeline must know besides the graph."""
    widths = reader.sizes.outputs
    return {
        "encoder": "all-MiniLM-L6-v2, fine-tuned",
        "steps": step,
        "rows": [[name, widths[name]] for name in ROWS],
        "classes": list(CLASSES),
        "states": 2 * STATES,
        "labels": labels,
    }


def export(
    checkpoint: Path,
    out: Path,
    trees: Iterable[Words],
    lessons: Lessons,
    *,
    small: bool = True,
) -> None:
    state = torch.load(checkpoint, weights_only=True)
    reader = read_model(state).eval()
    out.mkdir(parents=True, exist_ok=True)
    relation = reader.relation.detach().numpy().astype(np.float16)
    np.save(out / "relations.npy", relation, allow_pickle=False)
    described = settings(reader, state["labels"], state["step"])
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        to_onnx(reader, whole, small=small)
        onnx.checker.check_model(str(whole))
        if small:
            quantise(whole, out / "model.onnx")
        else:
            (out / "model.onnx").write_bytes(whole.read_bytes())
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (out / "model.json").write_text(text + "\n", encoding="utf-8")
    lemmas = json.dumps(known_lemmas(trees), ensure_ascii=False, indent=0)
    (out / "lemmas.json").write_text(lemmas + "\n", encoding="utf-8")
    vocabulary = (minilm_folder() / "vocab.txt").read_text(encoding="utf-8")
    (out / "vocab.txt").write_text(vocabulary, encoding="utf-8")
    if state["choosers"]:
        export_choosers(from_state(state["choosers"]), weights_alone(*lessons), out)


def main() -> None:
    here = Path(__file__).parent
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path, default=here.parents[2] / "shared" / "corpora")
    parser.add_argument("--stage", choices=STAGES, required=True)
    parser.add_argument("--work", type=Path, default=here / "work")
    parser.add_argument("--out", type=Path, default=here.parent / "trained")
    parser.add_argument("--float", action="store_true", help="not quantised, to compare")
    arguments = parser.parse_args()
    trees = [d for source in UD_SOURCES for d in treebank(arguments.corpora, source, "train")]
    checkpoint = arguments.work / f"{arguments.stage}.pt"
    taught = STAGES[arguments.stage].articles
    lessons = lessons_of(arguments.corpora, arguments.work) if taught else ([], [])
    export(checkpoint, arguments.out, trees, lessons, small=not arguments.float)
    write_spacing(arguments.out, arguments.corpora)
    for path in sorted(p for p in arguments.out.rglob("*") if p.is_file()):
        print(f"{path.stat().st_size / 1e6:7.2f} MB  {path.name}")


if __name__ == "__main__":
    main()
