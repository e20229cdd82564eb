"""Makes the golden figures: what scikit-learn and numpy compute from generated score sets.

Run: make_metric_fixtures.py
Needs: numpy, scikit-learn. Writes src/test/resources/evaluation/metrics.json. Resamples are drawn
with the same SplitMix64 as the product's, and every figure of every resample is scikit-learn's.
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

OUT = pathlib.Path(__file__).parent.parent / "resources" / "evaluation" / "metrics.json"
RESAMPLES = 60
SEED = 42
MASK = (1 << 64) - 1

warnings.filterwarnings("ignore", category=UserWarning)


class SplitMix:
    def __init__(self, seed):
        self.state = seed & MASK

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        return ((z >> 32) * bound) >> 32


def ece(y, s, bins=15):
    b = np.minimum((s * bins).astype(int), bins - 1)
    return sum(
        (b == k).mean() * abs(s[b == k].mean() - y[b == k].mean()) for k in range(bins) if (b == k).any()
    )


def figures(y, s, threshold):
    """Every metric, None where it is not defined."""
    called = (s >= threshold).astype(int)
    both = 0 < y.sum() < len(y)
    return {
        "accuracy": m.accuracy_score(y, called),
        "balancedAccuracy": m.balanced_accuracy_score(y, called) if both else None,
        "sensitivity": m.recall_score(y, called) if y.any() else None,
        "specificity": m.recall_score(y, called, pos_label=0) if not y.all() else None,
        "precision": m.precision_score(y, called) if called.any() else None,
        "f1": m.f1_score(y, called) if called.any() or y.any() else None,
        "auroc": m.roc_auc_score(y, s) if both else None,
        "auprc": m.average_precision_score(y, s) if both else None,
        "ece": ece(y, s),
        "brier": m.brier_score_loss(y, s),
    }


def resamples(y, groups, random):
    """Indices of one resample after the other: whole groups, each kind by itself."""
    kinds = [0] * (max(groups) + 1)
    for label, group in zip(y, groups):
        kinds[group] |= 2 if label else 1
    strata = [[g for g, kind in enumerate(kinds) if kind == wanted] for wanted in (1, 2, 3)]
    members = [np.flatnonzero(np.array(groups) == g) for g in range(len(kinds))]
    for _ in range(RESAMPLES):
        drawn = [stratum[random.below(len(stratum))] for stratum in strata for _ in stratum]
        yield np.concatenate([members[g] for g in drawn])


def intervals(y, s, groups, threshold):
    each = [figures(y[i], s[i], threshold) for i in resamples(y, groups, SplitMix(SEED))]
    result = {}
    for name in each[0]:
        defined = [f[name] for f in each if f[name] is not None]
        if defined:
            low, high = np.quantile(defined, [0.025, 0.975])
            result[name] = [low, high, len(defined)]
    return result


def best(y, s, merit, lowest=False):
    """The threshold among the scores with the greatest merit(TP, FP); of several the highest."""
    found = None
    for t in sorted(set(s), reverse=True):
        value = merit(int(y[s >= t].sum()), int((1 - y)[s >= t].sum()))
        if value is not None and (found is None or value > found[0] or (lowest and value == found[0])):
            found = (value, t)
    return found and found[1]


def operating_points(y, s):
    p, n = int(y.sum()), int(len(y) - y.sum())
    if p == 0 or n == 0:
        return [None] * 4
    return [
        best(y, s, lambda tp, fp: tp * n - fp * p),
        best(y, s, lambda tp, fp: -fp if tp / p >= 0.95 else None),
        best(y, s, lambda tp, fp: -fp if tp / p >= 0.99 else None),
        best(y, s, lambda tp, fp: tp if (n - fp) / n >= 0.95 else None, lowest=True),
    ]


def reliability(y, s, bins=15):
    b = np.minimum((s * bins).astype(int), bins - 1)
    return [
        [int((b == k).sum())]
        + ([s[b == k].mean(), y[b == k].mean()] if (b == k).any() else [None, None])
        for k in range(bins)
    ]


def distribution(s):
    bins = np.bincount(np.minimum((s * 20).astype(int), 19), minlength=20)
    wanted = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
    return {
        "histogram": bins.tolist(),
        "quantiles": np.quantile(s, wanted).tolist() if len(s) else [],
    }


def curves(y, s):
    if not 0 < y.sum() < len(y):
        return {"roc": [], "precisionRecall": []}
    fpr, tpr, t = m.roc_curve(y, s)
    roc = [[a, b, None if np.isinf(c) else c] for a, b, c in zip(fpr, tpr, t)]
    precision, recall, t = m.precision_recall_curve(y, s, drop_intermediate=True)
    thresholds = [*t.tolist(), None]
    return {"roc": roc, "precisionRecall": [list(x) for x in zip(recall, precision, thresholds)]}


def case(name, y, s, threshold=0.5, groups=None):
    y, s = np.asarray(y, int), np.asarray(s, float)
    chosen = list(range(len(y))) if groups is None else groups
    called = (s >= threshold).astype(int)
    return {
        "name": name,
        "labels": y.tolist(),
        "scores": s.tolist(),
        "groups": chosen,
        "threshold": threshold,
        "figures": figures(y, s, threshold),
        "intervals": intervals(y, s, chosen, threshold),
        "confusion": m.confusion_matrix(y, called, labels=[0, 1]).ravel().tolist(),
        "operatingPoints": operating_points(y, s),
        "reliability": reliability(y, s),
        "negatives": distribution(s[y == 0]),
        "positives": distribution(s[y == 1]),
        **curves(y, s),
    }


def cases():
    r = np.random.RandomState(20261122)
    label = lambda n, share: (r.rand(n) < share).astype(int)
    f32 = lambda s: np.float32(np.clip(s, 0, 1)).astype(float)
    y = label(200, 0.5)
    yield case("ordinary", y, f32(r.normal(0.35 + 0.3 * y, 0.2)))
    y = label(300, 0.04)
    yield case("imbalanced", y, f32(r.normal(0.2 + 0.3 * y, 0.15)), threshold=0.4)
    y = label(150, 0.7)
    yield case("ties", y, np.round(np.clip(r.normal(0.4 + 0.2 * y, 0.25), 0, 1), 1))
    y = label(80, 0.5)
    yield case("all the same", y, np.full(80, 0.5))
    yield case("perfect", y, f32(0.1 + 0.8 * y + 0.05 * r.rand(80)))
    yield case("inverted", y, f32(0.9 - 0.8 * y))
    yield case("random", label(250, 0.5), f32(r.rand(250)))
    yield case("ends", [0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 0, 1, 1, 1])
    yield case("small", [0, 1, 1, 0, 1], [0.1, 0.4, 0.35, 0.8, 0.65])
    yield case("two", [0, 1], [0.3, 0.6], threshold=0.9)
    yield case("none called", label(40, 0.5), f32(0.3 * r.rand(40)))
    yield case("one class, positive", [1, 1, 1], [0.2, 0.7, 0.9])
    yield case("one class, negative", [0, 0, 0], [0.2, 0.4, 0.1])
    groups = r.randint(0, 50, 160).tolist()
    patients = label(50, 0.5)
    y = np.array([patients[g] ^ (r.rand() < 0.05) for g in groups]).astype(int)
    groups = np.unique(groups, return_inverse=True)[1].tolist()
    yield case("groups", y, f32(r.normal(0.4 + 0.25 * y, 0.2)), groups=groups)


def main():
    versions = {"numpy": np.__version__, "scikit-learn": sklearn.__version__}
    golden = {
        "versions": versions,
        "resamples": RESAMPLES,
        "seed": SEED,
        "cases": list(cases()),
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(golden, default=float) + "\n")


if __name__ == "__main__":
    main()
