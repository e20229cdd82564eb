"""Two ways to score the same unseen pictures: figures, and paired intervals of the difference."""

import dataclasses

import numpy as np
from sklearn import metrics
from sklearn.model_selection import StratifiedGroupKFold

from . import judge
from .pictures import Pictures

FIGURES = ("AUROC", "balanced accuracy", "Brier")
_PARTS = 5


@dataclasses.dataclass(frozen=True)
class Scored:
    """What a trial says of the held-out pictures of its folds.

    ranked: [n], logits on one scale for each fold, calibrated on the whole fold: for AUROC
    scores: [n], probabilities, each calibrated on other patients of the fold: for the rest
    """

    ranked: np.ndarray
    scores: np.ndarray

    def __getitem__(self, rows: np.ndarray) -> "Scored":
        return Scored(self.ranked[rows], self.scores[rows])

    def figures(self, labels: np.ndarray) -> list[float]:
        """As FIGURES says; decided at 0.5."""
        positive = self.scores >= 0.5
        balanced = (positive[labels].mean() + (~positive[~labels]).mean()) / 2
        return [float(metrics.roc_auc_score(labels, self.ranked)), float(balanced),
                float(np.mean((self.scores - labels) ** 2))]


def scored(logits: np.ndarray, labels: np.ndarray, patients: np.ndarray, seed: int) -> Scored:
    """Calibrates the logits of one fold's held-out pictures."""
    temperature, bias = judge.calibrate(logits, labels)
    scores = np.empty(len(logits))
    parts = StratifiedGroupKFold(_PARTS, shuffle=True, random_state=seed)
    for others, part in parts.split(logits, labels, patients):
        scores[part] = judge.probability(logits[part],
                                         *judge.calibrate(logits[others], labels[others]))
    return Scored(logits / temperature + bias, scores)


def joined(parts: list[Scored]) -> Scored:
    return Scored(*(np.concatenate([getattr(part, name) for part in parts])
                    for name in ("ranked", "scores")))


def against(standard: Scored, trials: dict[str, Scored], rows: np.ndarray, data: Pictures,
            seed: int) -> dict[str, dict]:
    """Figures of each trial and differences to the standard, each with its 95 % interval.

    rows: which pictures of the data the scores are of
    The resamples of patients are the same for all, so the differences are paired.
    """
    labels, patients = data.pneumonia[rows], data.patient[rows]
    draws = list(judge.resamples(labels, patients, seed))
    base = np.array([standard[drawn].figures(labels[drawn]) for drawn in draws])
    result = {}
    for name, trial in {"standard": standard, **trials}.items():
        spread = base if trial is standard else np.array(
            [trial[drawn].figures(labels[drawn]) for drawn in draws])
        values = np.array(trial.figures(labels))
        result[name] = {"figures": _interval(values, spread)}
        if trial is not standard:
            difference = values - np.array(standard.figures(labels))
            result[name]["difference"] = _interval(difference, spread - base)
    return result


def _interval(values: np.ndarray, spread: np.ndarray) -> dict[str, dict[str, float]]:
    low, high = np.percentile(spread, (2.5, 97.5), axis=0)
    return {name: {"value": float(values[i]), "low": float(low[i]), "high": float(high[i])}
            for i, name in enumerate(FIGURES)}


def table(rows: dict[str, dict]) -> str:
    """Markdown, 95 % intervals in brackets; a difference whose interval leaves out zero is bold."""
    lines = ["| trial | " + " | ".join(f"{name} | difference" for name in FIGURES) + " |",
             "| --- |" + " --- | --- |" * len(FIGURES)]
    for name, row in rows.items():
        cells = []
        for figure in FIGURES:
            of = row["figures"][figure]
            cells.append(f"{of['value']:.4f} ({of['low']:.4f} to {of['high']:.4f})")
            cells.append(_difference(row["difference"][figure]) if "difference" in row else "")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _difference(of: dict[str, float]) -> str:
    text = f"{of['value']:+.4f} ({of['low']:+.4f} to {of['high']:+.4f})"
    return f"**{text}**" if of["low"] > 0 or of["high"] < 0 else text
