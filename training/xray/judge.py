"""Out-of-fold figures: accuracy, intervals, robustness, calibration."""

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageEnhance
from scipy.optimize import minimize
from sklearn import metrics

RESAMPLES = 2000
ECE_BINS = 15


def _gamma(value: float):
    table = [round(255 * (v / 255) ** value) for v in range(256)]
    return lambda image: image.point(table)


def _contrast(value: float):
    return lambda image: ImageEnhance.Contrast(image).enhance(value)


def _jpeg(quality: int):
    def apply(image: Image.Image) -> Image.Image:
        data = io.BytesIO()
        image.save(data, "JPEG", quality=quality)
        return Image.open(data)
    return apply


def _half(image: Image.Image) -> Image.Image:
    return image.resize((image.width // 2, image.height // 2), Image.BICUBIC)


def _crop(image: Image.Image) -> Image.Image:
    dx, dy = round(image.width * 0.05), round(image.height * 0.05)
    return image.crop((dx, dy, image.width - dx, image.height - dy))


# On the 224x224 pictures, where the product perturbs the full-size ones: half resolution and
# recompression weigh more here.
PERTURBATIONS = {
    "clean": lambda image: image,
    **{f"gamma {g}": _gamma(g) for g in (0.7, 0.85, 1.2, 1.4)},
    **{f"contrast {c}": _contrast(c) for c in (0.7, 0.85, 1.15, 1.3)},
    "JPEG quality 30": _jpeg(30),
    "half resolution": _half,
    "5 % crop": _crop,
}


def perturbed(images: np.ndarray, name: str) -> np.ndarray:
    """uint8 [n, size, size] to the same, through a perturbation and back to the size."""
    size = (images.shape[2], images.shape[1])
    result = np.empty_like(images)
    for row, pixels in enumerate(images):
        image = PERTURBATIONS[name](Image.fromarray(pixels))
        result[row] = np.asarray(image if image.size == size else image.resize(size, Image.BICUBIC))
    return result


def probability(logits: np.ndarray, temperature: float = 1.0, bias: float = 0.0) -> np.ndarray:
    return 1 / (1 + np.exp(-(np.asarray(logits, np.float64) / temperature + bias)))


def balanced_weights(labels: np.ndarray) -> np.ndarray:
    """Weights under which both classes count the same."""
    return np.where(labels, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))


def calibrate(logits: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Temperature and bias of the least log loss, both classes weighing the same (Platt 1999)."""
    logits, weights = np.asarray(logits, np.float64), balanced_weights(labels)
    signs = np.where(labels, 1.0, -1.0)

    def loss(parameters: np.ndarray) -> float:
        slope, bias = np.exp(parameters[0]), parameters[1]
        return float(np.mean(weights * np.logaddexp(0, -signs * (slope * logits + bias))))

    best = minimize(loss, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
    return float(np.exp(-best.x[0])), float(best.x[1])


def ece(scores: np.ndarray, labels: np.ndarray, weights: np.ndarray | None = None) -> float:
    """Expected calibration error over equal-width bins (Guo et al. 2017)."""
    weights = np.ones(len(scores)) if weights is None else weights
    bins = np.minimum((scores * ECE_BINS).astype(int), ECE_BINS - 1)
    total = 0.0
    for number in range(ECE_BINS):
        chosen = bins == number
        if chosen.any():
            total += abs(np.sum(weights[chosen] * (scores[chosen] - labels[chosen])))
    return float(total / weights.sum())


def figures(scores: np.ndarray, labels: np.ndarray, threshold: float = 0.5) -> dict[str, float]:
    """The usual figures at a threshold, and those over all thresholds."""
    positive = scores >= threshold
    sensitivity, specificity = positive[labels].mean(), (~positive[~labels]).mean()
    weights = balanced_weights(labels)
    return {
        "accuracy": float((positive == labels).mean()),
        "balanced accuracy": float((sensitivity + specificity) / 2),
        "sensitivity": float(sensitivity),
        "specificity": float(specificity),
        "AUROC": float(metrics.roc_auc_score(labels, scores)),
        "AUPRC": float(metrics.average_precision_score(labels, scores)),
        "ECE": ece(scores, labels),
        "ECE, balanced classes": ece(scores, labels, weights),
        "Brier": float(np.mean((scores - labels) ** 2)),
    }


def resamples(labels: np.ndarray, patients: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """Rows of each resample of a bootstrap over patients, with as many of each class."""
    rng = np.random.default_rng(seed)
    members = {}
    for row, patient in enumerate(patients):
        members.setdefault(patient, []).append(row)
    groups = {True: [], False: []}
    for rows in members.values():
        groups[bool(labels[rows[0]])].append(np.array(rows))
    for _ in range(RESAMPLES):
        yield np.concatenate([group[i] for group in groups.values()
                              for i in rng.integers(0, len(group), len(group))])


def with_intervals(scores: np.ndarray, labels: np.ndarray, patients: np.ndarray,
                   seed: int) -> dict[str, dict[str, float]]:
    """The figures with 95 % intervals of a bootstrap over patients."""
    drawn = [list(figures(scores[rows], labels[rows]).values())
             for rows in resamples(labels, patients, seed)]
    low, high = np.percentile(drawn, (2.5, 97.5), axis=0)
    return {name: {"value": value, "low": float(low[i]), "high": float(high[i])}
            for i, (name, value) in enumerate(figures(scores, labels).items())}


def operating_points(scores: np.ndarray, labels: np.ndarray) -> dict[str, dict[str, float]]:
    """Thresholds for a purpose, with what they reach on the same scores."""
    fpr, tpr, thresholds = metrics.roc_curve(labels, scores, drop_intermediate=False)
    specificity = 1 - fpr
    chosen = {
        "balanced": int(np.argmax(tpr + specificity)),
        "sensitivity 0.95": int(np.argmax(tpr >= 0.95)),
        "sensitivity 0.99": int(np.argmax(tpr >= 0.99)),
        "specificity 0.95": int(np.flatnonzero(specificity >= 0.95)[-1]),
    }
    return {name: {"threshold": float(thresholds[i]), "sensitivity": float(tpr[i]),
                   "specificity": float(specificity[i])} for name, i in chosen.items()}
