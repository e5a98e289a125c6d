"""What the network's heads are trained to lessen, over the words whose truth is known."""

import torch
from torch.nn import functional as F

from .labels import ANY
from .network import Outputs, Reader, arc_scores
from .windows import IGNORED, Batch

LOSS_WEIGHTS = {
    "entities": 2.0, "starts": 2.0, "tags": 0.5, "parts": 0.25, "scripts": 0.25, "arcs": 1.0,
    "relations": 0.5,
}  # fmt: skip


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
