import numpy as np

from extract.agreement import share_evidence

LABELS = ("O", "B-ORG", "I-ORG", "L-ORG", "U-ORG", "B-PERSON", "I-PERSON", "L-PERSON", "U-PERSON")
ORG, PERSON = LABELS.index("U-ORG"), LABELS.index("U-PERSON")


def scores_of(*best: int) -> np.ndarray:
    rows = np.full((len(best), len(LABELS)), -2.0)
    rows[range(len(best)), best] = 1.0
    return rows


def test_one_doubtful_mention_follows_the_others() -> None:
    scores = scores_of(ORG, 0, ORG, ORG, PERSON)
    scores[-1, ORG] = 0.7
    found = share_evidence(scores, ["Rojo", "said", "Rojo", "Rojo", "Rojo"], LABELS)
    assert found.argmax(1).tolist() == [ORG, 0, ORG, ORG, ORG]


def test_other_words_and_lower_case_keep_their_own() -> None:
    scores = scores_of(ORG, PERSON, ORG, PERSON)
    found = share_evidence(scores, ["Rojo", "Azul", "gap", "gap"], LABELS)
    assert found.argmax(1).tolist() == [ORG, PERSON, ORG, PERSON]


def test_rows_are_log_probabilities_where_nothing_repeats() -> None:
    found = share_evidence(scores_of(0, ORG), ["A", "Rojo"], LABELS)
    assert np.allclose(np.exp(found).sum(1), 1)


def test_no_words() -> None:
    assert share_evidence(np.zeros((0, len(LABELS))), [], LABELS).shape == (0, len(LABELS))
