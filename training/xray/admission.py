"""The input gate of the network that ships, and how well it tells chest X-rays from other pictures."""

import pathlib

import keras
import numpy as np
from PIL import Image

from . import augment, fit, gate, held_out, judge, pictures


def read_others(folder: pathlib.Path | None) -> np.ndarray:
    """Pictures of anything but chest X-rays, made grey: colour alone must not give them away."""
    files = sorted(folder.rglob("*.*")) if folder else []
    size = (pictures.SIZE, pictures.SIZE)
    images = [np.asarray(Image.open(f).convert("L").resize(size, Image.BICUBIC)) for f in files]
    return np.stack(images) if images else np.zeros((0, *size), np.uint8)


class Rows:
    """Features of the training pictures, each row with its picture's fold.

    Both forms of the pictures, and one augmented view of each, which makes room for other
    exposures, crops and machines than this hospital's.
    """

    def __init__(self, tap: keras.Model, data: pictures.Pictures, seed: int):
        exact = np.flatnonzero(data.has_exact)
        rng = np.random.default_rng((seed, 1))
        views = [augment.augment(data.best(i), pictures.SIZE, rng) for i in range(len(data))]
        self.plain = fit.outputs(tap, np.concatenate([data.thumbnails, data.exact[exact]]))
        self.plain_fold = np.concatenate([data.fold, data.fold[exact]])
        self.views = fit.outputs(tap, np.stack(views))
        self.views_fold = data.fold

    def statistics(self, without: int | None = None) -> gate.Gate:
        """Of all rows, or of those of the other folds."""
        features = np.concatenate([self.plain[self.plain_fold != without],
                                   self.views[self.views_fold != without]])
        return gate.fit(features, gate.COMPONENTS)


def tap_of(model: keras.Model) -> keras.Model:
    return keras.Model(model.input, model.get_layer(gate.TAP).output)


def fitted(model: keras.Model, data: pictures.Pictures, others: np.ndarray,
           seed: int) -> tuple[gate.Gate, gate.Limits, dict]:
    """The gate, and shares on each side of its limits.

    X-rays are judged by statistics of the other folds' patients. The network itself has seen
    them: see `seen_and_unseen` for what that matters.
    """
    tap = tap_of(model)
    rows = Rows(tap, data, seed)
    inside = [rows.statistics(fold) for fold in range(pictures.FOLDS)]
    clean = np.concatenate([inside[fold].distance(rows.plain[rows.plain_fold == fold])
                            for fold in range(pictures.FOLDS)])
    at, final = gate.limits(clean), rows.statistics()
    exact = np.flatnonzero(data.has_exact)
    perturbed = {}
    for name in judge.PERTURBATIONS:
        features = fit.outputs(tap, judge.perturbed(data.exact[exact], name))
        distances = np.concatenate([inside[fold].distance(features[data.fold[exact] == fold])
                                    for fold in range(pictures.FOLDS)])
        perturbed[name] = _share(distances, at.refused)
    away = final.distance(fit.outputs(tap, others)) if len(others) else np.zeros(0)
    return final, at, {
        "doubtful above": at.doubtful, "refused above": at.refused,
        "X-rays refused": _share(clean, at.refused),
        "X-rays doubtful": _share(clean, at.doubtful) - _share(clean, at.refused),
        "perturbed X-rays refused": perturbed,
        "other pictures": len(others),
        "other pictures refused": _share(away, at.refused),
        "other pictures not refused but doubtful":
            _share(away, at.doubtful) - _share(away, at.refused),
    }


def _share(distances: np.ndarray, limit: float) -> float:
    return float((distances > limit).mean()) if distances.size else 0.0


def seen_and_unseen(model: keras.Model, data: pictures.Pictures, fold: int, seed: int) -> dict:
    """Quantiles of the distances of pictures that a fold's network has not seen, and of as many
    that it has; both judged by statistics that rest on neither."""
    rows = Rows(tap_of(model), data, seed)
    seen = (fold + 1) % pictures.FOLDS
    kept = ~np.isin(rows.plain_fold, (fold, seen)), ~np.isin(rows.views_fold, (fold, seen))
    statistics = gate.fit(np.concatenate([rows.plain[kept[0]], rows.views[kept[1]]]),
                          gate.COMPONENTS)
    quantiles = (0.5, 0.9, 0.99, 0.995)
    return {name: dict(zip(map(str, quantiles), np.quantile(
                statistics.distance(rows.plain[rows.plain_fold == number]), quantiles).tolist()))
            for name, number in (("unseen", fold), ("seen", seen))}
