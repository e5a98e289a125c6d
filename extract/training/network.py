"""The network: MiniLM with a word-shape embedding, and one head for each thing read from a word.

Everything is computed for the first piece of each word. `forward` takes flat positions of those
pieces, so that heads never see padding, and returns one row a word.
"""

import math
from dataclasses import asdict, dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from extract.pointers import STATES


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Numbers of labels and widths; the defaults of the first block are MiniLM-L6's."""

    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    shapes: int = 256
    arc: int = 160
    label: int = 80
    entities: int = 17
    tags: int = 50
    parts: int = 17
    scripts: int = 250
    relations: int = 50

    def as_dict(self) -> dict[str, int]:
        return asdict(self)

    @property
    def outputs(self) -> dict[str, int]:
        """Width of each block of an output row, in order."""
        return {
            "entities": self.entities, "tags": self.tags, "parts": self.parts,
            "scripts": self.scripts, "start": 1, "root": 1, "dependent": self.arc,
            "head": self.arc + 1, "label_dependent": self.label + 1, "label_head": self.label + 1,
        }  # fmt: skip


@dataclass(frozen=True)
class Outputs:
    """Scores of N words, keyed as in `Sizes.outputs`, each N x width."""

    rows: dict[str, Tensor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Tensor:
        return self.rows[name]


class Dropout(nn.Module):
    """Dropout that draws its mask once and then cuts it at a random place: drawing a new one each
    time takes a tenth of a training step on a CPU."""

    drawn = 1 << 23

    def __init__(self, share: float):
        super().__init__()
        self.share = share
        self.mask: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        if self.mask is None or self.mask.dtype != x.dtype:
            kept = torch.rand(self.drawn) >= self.share
            self.mask = kept.to(x.dtype) / (1 - self.share)
        start = int(torch.randint(self.drawn - x.numel(), ()))
        return x * self.mask[start : start + x.numel()].view(x.shape)


class Layer(nn.Module):
    """One transformer block as BERT has it (normalised after each addition)."""

    def __init__(self, sizes: Sizes, dropout: float):
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.hidden, 3 * sizes.hidden)
        self.mixed = nn.Linear(sizes.hidden, sizes.hidden)
        self.wide = nn.Linear(sizes.hidden, sizes.inner)
        self.narrow = nn.Linear(sizes.inner, sizes.hidden)
        self.norm1 = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.norm2 = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.norm1(x + self.dropout(self.mixed(self.attend(x, bias))))
        return self.norm2(x + self.dropout(self.narrow(F.gelu(self.wide(x)))))

    def attend(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads)
        q, k, v = (qkv[:, :, i].transpose(1, 2) for i in range(3))
        scores = q @ k.transpose(2, 3) * (1 / math.sqrt(hidden // self.heads)) + bias
        out = torch.softmax(scores, -1) @ v
        return out.transpose(1, 2).reshape(batch, length, hidden)


class Reader(nn.Module):
    """Encoder and heads. The piece embeddings stay as MiniLM has them: they hold more words than
    the corpora do."""

    def __init__(self, sizes: Sizes, *, dropout: float = 0.1, head_dropout: float = 0.25):
        super().__init__()
        self.sizes = sizes
        self.words = nn.Embedding(sizes.vocabulary, sizes.hidden)
        self.words.weight.requires_grad_(False)
        self.places = nn.Embedding(sizes.positions, sizes.hidden)
        self.shapes = nn.Embedding(sizes.shapes, sizes.hidden)
        self.norm = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        self.dropout = Dropout(dropout)
        self.head_dropout = Dropout(head_dropout)
        self.mixes = nn.Parameter(torch.zeros(3, sizes.layers))
        nn.init.zeros_(self.shapes.weight)
        with torch.no_grad():
            self.mixes[:, -1] = 3.0
        self.entity_hidden = nn.Linear(sizes.hidden, sizes.hidden)
        self.entities = nn.Linear(sizes.hidden, sizes.entities)
        self.plain = nn.Linear(sizes.hidden, sizes.tags + sizes.parts + sizes.scripts + 1)
        self.arcs = nn.Linear(sizes.hidden, 2 * sizes.arc + 2 * sizes.label)
        self.to_head = nn.Linear(sizes.arc, sizes.arc + 1)
        self.root = nn.Linear(sizes.arc, 1)
        self.pointing = nn.Linear(sizes.hidden, 2 * STATES)
        self.relation = nn.Parameter(torch.empty(sizes.relations, sizes.label + 1, sizes.label + 1))
        nn.init.normal_(self.relation, std=0.02)

    def encode(self, ids: Tensor, shapes: Tensor) -> list[Tensor]:
        """States after each layer, B x T x hidden. Piece 0 is padding."""
        bias = (ids == 0)[:, None, None, :].to(self.norm.weight.dtype) * -1e4
        x = self.words(ids) + self.shapes(shapes) + self.places.weight[: ids.shape[1]]
        x = self.dropout(self.norm(x))
        states = []
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states

    def forward(self, ids: Tensor, shapes: Tensor, firsts: Tensor) -> Outputs:
        """Scores of the words whose first pieces stand at `firsts` (flat positions in B x T)."""
        return Outputs(self.read(self.states(ids, shapes, firsts)))

    def states(self, ids: Tensor, shapes: Tensor, firsts: Tensor) -> Tensor:
        """N x layers x hidden of the words whose first pieces stand at `firsts`."""
        states = [s.reshape(-1, s.shape[-1])[firsts] for s in self.encode(ids, shapes)]
        return torch.stack(states, 1)

    def read(self, states: Tensor) -> dict[str, Tensor]:
        """Heads over N x layers x hidden."""
        named, parsed = (self.mixed(states, number) for number in (0, 1))
        sizes = self.sizes
        entities = self.entities(self.head_dropout(F.gelu(self.entity_hidden(named))))
        tags, parts, scripts, start = self.plain(parsed).split(
            [sizes.tags, sizes.parts, sizes.scripts, 1], -1
        )
        arcs = F.gelu(self.arcs(parsed))
        dependent, head, label_dependent, label_head = self.head_dropout(arcs).split(
            [sizes.arc, sizes.arc, sizes.label, sizes.label], -1
        )
        one = torch.ones_like(start)
        return {
            "entities": entities, "tags": tags, "parts": parts, "scripts": scripts,
            "start": start, "root": self.root(dependent), "dependent": dependent,
            "head": self.to_head(head),
            "label_dependent": torch.cat([label_dependent, one], -1),
            "label_head": torch.cat([label_head, one], -1),
        }  # fmt: skip

    def mixed(self, states: Tensor, number: int) -> Tensor:
        """The mean of the layers that a group of heads has learnt to weigh."""
        weights = torch.softmax(self.mixes[number], -1)
        return self.head_dropout(torch.einsum("nlh,l->nh", states, weights))

    def pointing_states(self, states: Tensor) -> Tensor:
        """What `extract/pointers.py` reads, N x 2 * STATES, from N x layers x hidden."""
        return F.gelu(self.pointing(self.mixed(states, 2)))

    def relation_scores(self, dependent: Tensor, head: Tensor) -> Tensor:
        """N x relations, for words and their heads (both N x label + 1)."""
        return torch.einsum("na,rab,nb->nr", dependent, self.relation, head)


def arc_scores(dependent: Tensor, head: Tensor) -> Tensor:
    """... x words x possible heads; the last column of `head` is the head's own score."""
    return dependent @ head[..., :-1].transpose(-1, -2) + head[..., -1:].transpose(-1, -2)


def load_minilm(reader: Reader, weights: dict[str, Tensor]) -> None:
    """Copies MiniLM's published weights into the encoder."""
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
    }
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = weights[f"embeddings.LayerNorm.{end}"]
        for i in range(reader.sizes.layers):
            source, target = f"encoder.layer.{i}", f"layers.{i}"
            self_attention = f"{source}.attention.self"
            state[f"{target}.qkv.{end}"] = torch.cat(
                [weights[f"{self_attention}.{part}.{end}"] for part in ("query", "key", "value")]
            )
            state[f"{target}.mixed.{end}"] = weights[f"{source}.attention.output.dense.{end}"]
            state[f"{target}.norm1.{end}"] = weights[f"{source}.attention.output.LayerNorm.{end}"]
            state[f"{target}.wide.{end}"] = weights[f"{source}.intermediate.dense.{end}"]
            state[f"{target}.narrow.{end}"] = weights[f"{source}.output.dense.{end}"]
            state[f"{target}.norm2.{end}"] = weights[f"{source}.output.LayerNorm.{end}"]
    left = reader.load_state_dict(state, strict=False)
    assert not left.unexpected_keys, left.unexpected_keys
