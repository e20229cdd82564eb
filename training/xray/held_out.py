"""What the fold models say of the pictures that they have not seen."""

import dataclasses
import pathlib

import keras
import numpy as np
from PIL import Image
from sklearn import metrics

from . import augment, fit, gate, judge, network, pictures


def read_others(folder: pathlib.Path | None) -> np.ndarray:
    """Pictures of anything but chest X-rays, made grey: colour alone must not give them away."""
    files = sorted(folder.rglob("*.*")) if folder else []
    size = (pictures.SIZE, pictures.SIZE)
    images = [np.asarray(Image.open(f).convert("L").resize(size, Image.BICUBIC)) for f in files]
    return np.stack(images) if images else np.zeros((0, *size), np.uint8)


def _best(data: pictures.Pictures, chosen: np.ndarray) -> np.ndarray:
    return np.stack([data.best(i) for i in chosen])


def _features(model: keras.Model, images: np.ndarray) -> np.ndarray:
    return fit.outputs(keras.Model(model.input, model.get_layer(gate.TAP).output), images)


def _head(model: keras.Model, features: np.ndarray) -> np.ndarray:
    """The logits that belong to features: the last layer, without running the network again."""
    kernel, bias = model.get_layer(network.HEAD).get_weights()
    return (features @ kernel + bias)[:, 0]


def features_of_training(model: keras.Model, data: pictures.Pictures, chosen: np.ndarray,
                         seed: int) -> np.ndarray:
    """Features of both forms of the pictures and of one augmented view of each.

    The view makes room for other exposures, crops and machines than this hospital's.
    """
    rng = np.random.default_rng((seed, 1))
    views = np.stack([augment.augment(data.best(i), pictures.SIZE, rng) for i in chosen])
    exact = data.exact[chosen[data.has_exact[chosen]]]
    return _features(model, np.concatenate([data.thumbnails[chosen], exact, views]))


def look(model: keras.Model, data: pictures.Pictures, fold: int, others: np.ndarray,
         seed: int) -> dict[str, np.ndarray]:
    """Logits and gate distances of one fold's held-out pictures."""
    held = np.flatnonzero(data.fold == fold)
    exact = held[data.has_exact[held]]
    training = np.flatnonzero(data.fold != fold)
    statistics = gate.fit(features_of_training(model, data, training, seed), gate.COMPONENTS)
    views = {"": _best(data, held), " thumbnails": data.thumbnails[held]}
    views |= {" " + name: judge.perturbed(data.exact[exact], name) for name in judge.PERTURBATIONS}
    result = {}
    for name, images in views.items():
        features = _features(model, images)
        result["logits" + name] = _head(model, features)
        result["distances" + name] = statistics.distance(features)
    if len(others):
        result["others"] = statistics.distance(_features(model, others))
    return result


def ranking(model: keras.Model, data: pictures.Pictures, fold: int) -> dict[str, float]:
    """AUROC on a fold's pictures, and on those with exact pixels under each perturbation."""
    held = np.flatnonzero(data.fold == fold)
    exact = held[data.has_exact[held]]
    result = {"all": _auroc(model, _best(data, held), data.pneumonia[held])}
    for name in judge.PERTURBATIONS:
        images = judge.perturbed(data.exact[exact], name)
        result[name] = _auroc(model, images, data.pneumonia[exact])
    return result


def _auroc(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    return float(metrics.roc_auc_score(labels, fit.outputs(model, images)[:, 0]))


@dataclasses.dataclass(frozen=True)
class Seen:
    """The folds' parts put together, in the order of the pictures.

    logits, thumbnails, distances: [n]; rows, row_distances: by perturbation [m] of those with exact
    pixels; others: [folds, k] gate distances of pictures of other things
    """

    logits: np.ndarray
    thumbnails: np.ndarray
    distances: np.ndarray
    rows: dict[str, np.ndarray]
    row_distances: dict[str, np.ndarray]
    others: np.ndarray


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
        *(joined(name, everything) for name in ("logits", "logits thumbnails", "distances")),
        {name: joined("logits " + name, exact) for name in judge.PERTURBATIONS},
        {name: joined("distances " + name, exact) for name in judge.PERTURBATIONS},
        np.stack([part["others"] if "others" in part else np.zeros(0) for part in parts]))


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
