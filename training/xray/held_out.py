"""What the fold models say of the pictures that they have not seen."""

import dataclasses
import pathlib

import keras
import numpy as np
from sklearn import metrics

from . import fit, judge, pictures


def best(data: pictures.Pictures, chosen: np.ndarray) -> np.ndarray:
    return np.stack([data.best(i) for i in chosen])


def look(model: keras.Model, data: pictures.Pictures, fold: int) -> dict[str, np.ndarray]:
    """Logits of one fold's held-out pictures."""
    held = np.flatnonzero(data.fold == fold)
    exact = held[data.has_exact[held]]
    views = {"": best(data, held), " thumbnails": data.thumbnails[held]}
    views |= {" " + name: judge.perturbed(data.exact[exact], name) for name in judge.PERTURBATIONS}
    return {"logits" + name: fit.outputs(model, images)[:, 0] for name, images in views.items()}


def ranking(model: keras.Model, data: pictures.Pictures, fold: int) -> dict[str, float]:
    """AUROC on a fold's pictures, and on those with exact pixels under each perturbation."""
    held = np.flatnonzero(data.fold == fold)
    exact = held[data.has_exact[held]]
    result = {"all": _auroc(model, best(data, held), data.pneumonia[held])}
    for name in judge.PERTURBATIONS:
        images = judge.perturbed(data.exact[exact], name)
        result[name] = _auroc(model, images, data.pneumonia[exact])
    return result


def _auroc(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    return float(metrics.roc_auc_score(labels, fit.outputs(model, images)[:, 0]))


@dataclasses.dataclass(frozen=True)
class Seen:
    """The folds' parts put together, in the order of the pictures.

    logits, thumbnails: [n]; rows: by perturbation [m] of those with exact pixels
    """

    logits: np.ndarray
    thumbnails: np.ndarray
    rows: dict[str, np.ndarray]


def gather(out: pathlib.Path, data: pictures.Pictures) -> Seen:
    parts = [np.load(out / f"fold{fold}" / "held_out.npz") for fold in range(pictures.FOLDS)]
    exact = np.flatnonzero(data.has_exact)

    def joined(name: str, rows: np.ndarray) -> np.ndarray:
        values = np.empty(len(rows), np.float64)
        for fold, part in enumerate(parts):
            values[data.fold[rows] == fold] = part[name]
        return values

    everything = np.arange(len(data))
    return Seen(
        joined("logits", everything), joined("logits thumbnails", everything),
        {name: joined("logits " + name, exact) for name in judge.PERTURBATIONS})


def figures(seen: Seen, data: pictures.Pictures, temperature: float, bias: float,
            seed: int) -> dict:
    """Everything that the card and the report say of the cross-validation."""
    labels, exact = data.pneumonia, np.flatnonzero(data.has_exact)
    scores = judge.probability(seen.logits, temperature, bias)
    viral = data.kind != 1
    rows = {}
    for name, logits in seen.rows.items():
        row = judge.figures(judge.probability(logits, temperature, bias), labels[exact])
        rows[name] = {key: row[key] for key in
                      ("sensitivity", "specificity", "balanced accuracy", "AUROC")}
    return {
        "pictures": len(data), "patients": len(set(data.patient)), "with exact pixels": len(exact),
        "calibration": {"temperature": temperature, "bias": bias,
                        "before": judge.figures(judge.probability(seen.logits), labels),
                        "across folds": _across_folds(seen.logits, data)},
        "out of fold": judge.with_intervals(scores, labels, data.patient, seed),
        "exact pixels": judge.with_intervals(scores[exact], labels[exact], data.patient[exact],
                                             seed),
        "thumbnails": judge.figures(judge.probability(seen.thumbnails, temperature, bias), labels),
        "without bacterial": judge.figures(scores[viral], labels[viral]),
        "by fold": [judge.figures(scores[data.fold == fold], labels[data.fold == fold])
                    for fold in range(pictures.FOLDS)],
        "operating points": judge.operating_points(scores, labels),
        "robustness": rows,
    }


def _across_folds(logits: np.ndarray, data: pictures.Pictures) -> dict[str, float]:
    """The same figures where each fold is calibrated on the other four: no score has seen itself."""
    scores = np.empty(len(logits))
    for fold in range(pictures.FOLDS):
        inside = data.fold == fold
        fitted = judge.calibrate(logits[~inside], data.pneumonia[~inside])
        scores[inside] = judge.probability(logits[inside], *fitted)
    return judge.figures(scores, data.pneumonia)
