"""The input gate: how far a picture's features lie from those of the training pictures.

The distance is probabilistic PCA's (Tipping and Bishop 1999): Mahalanobis along the leading
components, and the rest of the way at the mean of the remaining variances.
"""

import base64
import dataclasses

import numpy as np

SCHEMA_VERSION = 1
TAP = "features"
COMPONENTS = 192
# Checks of the decoded picture, before the network runs. The 1,566 training pictures of known size
# keep well inside: at least 140 pixels, at most 3.2 times as wide as high, no colour, deviations of
# 26 grey levels or more.
CHECKS = {"min_side": 64, "max_aspect": 4.0, "max_colour": 12.0, "min_deviation": 8.0}


@dataclasses.dataclass(frozen=True)
class Gate:
    """Statistics of the features of pictures of the right kind.

    mean [d], components [k, d] with orthonormal rows, variances [k], residual: mean remaining
    variance of a dimension times their number
    """

    mean: np.ndarray
    components: np.ndarray
    variances: np.ndarray
    residual: float

    def distance(self, features: np.ndarray) -> np.ndarray:
        """float64 [n] for features [n, d]."""
        centred = features.astype(np.float64) - self.mean
        along = centred @ self.components.T.astype(np.float64)
        rest = np.maximum((centred ** 2).sum(1) - (along ** 2).sum(1), 0)
        return np.sqrt((along ** 2 / self.variances).sum(1) + rest / self.residual)


def fit(features: np.ndarray, components: int) -> Gate:
    features = features.astype(np.float64)
    mean = features.mean(0)
    _, singular, rows = np.linalg.svd(features - mean, full_matrices=False)
    variances = singular ** 2 / (len(features) - 1)
    # The residual is one number of chi-square scale: its mean over the training pictures is 1.
    return Gate(mean.astype(np.float32), rows[:components].astype(np.float32),
                variances[:components].astype(np.float32), float(variances[components:].sum()))


def _encoded(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode()


@dataclasses.dataclass(frozen=True)
class Limits:
    """Distances: beyond the first a picture is doubtful, beyond the second refused."""

    doubtful: float
    refused: float


def limits(distances: np.ndarray) -> Limits:
    """From chest X-rays that the statistics do not rest on: one in a hundred is doubtful; to be
    refused, a picture must lie 10 % beyond what all but one in two hundred keep to."""
    return Limits(float(np.quantile(distances, 0.99)), 1.1 * float(np.quantile(distances, 0.995)))


def document(gate: Gate, sha256: str, at: Limits) -> dict:
    """What `docs/input-gate.md` describes."""
    return {
        "schema_version": SCHEMA_VERSION,
        "model_sha256": sha256,
        "tap": TAP,
        "mean": _encoded(gate.mean),
        "components": _encoded(gate.components),
        "variances": _encoded(gate.variances),
        "residual_variance": gate.residual,
        "doubtful_above": at.doubtful,
        "refused_above": at.refused,
        "checks": CHECKS,
    }
