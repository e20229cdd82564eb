"""The averaged network, and the files of the module `pneumonia-model`."""

import dataclasses
import hashlib
import json
import pathlib
import subprocess

import keras
import numpy as np
import tensorflow as tf
from sklearn import metrics

from . import card, fit, gate, pictures

NAME = "pneumonia-mobilenetv2"


# Every fourth picture tells the scale of the logits well enough.
_STRIDE = 4


def _in_sample_folds(model: keras.Model, folds: list, data: pictures.Pictures,
                     chosen: np.ndarray) -> np.ndarray:
    """Mean logit of the four fold models that have seen each picture: float [n]."""
    images = np.stack([data.best(i) for i in chosen])
    total = np.zeros(len(chosen))
    for fold, weights in enumerate(folds):
        model.set_weights(weights)
        total += np.where(data.fold[chosen] == fold, 0, fit.outputs(model, images)[:, 0])
    return total / (pictures.FOLDS - 1)


def match(model: keras.Model, folds: list, data: pictures.Pictures) -> tuple[float, float]:
    """Slope and shift that bring the averaged network's logits to the scale of the folds'.

    Both are compared on pictures that they were trained on: the calibration, fitted to held-out
    logits of the folds, then holds for the average too. The model keeps its weights.
    """
    average = model.get_weights()
    chosen = np.arange(0, len(data), _STRIDE)
    target = _in_sample_folds(model, folds, data, chosen)
    model.set_weights(average)
    images = np.stack([data.best(i) for i in chosen])
    slope, shift = np.polyfit(fit.outputs(model, images)[:, 0].astype(np.float64), target, 1)
    return float(slope), float(shift)


def in_sample(model: keras.Model, folds: list, data: pictures.Pictures, slope: float,
              shift: float) -> dict:
    """Average against single networks on seen pictures: that averaging has broken nothing."""
    average = model.get_weights()
    exact = np.flatnonzero(data.has_exact)
    images, labels = data.exact[exact], data.pneumonia[exact]
    one = fit.outputs(model, images)[:, 0]
    singles = []
    for fold, weights in enumerate(folds):
        model.set_weights(weights)
        seen = data.fold[exact] != fold
        logits = fit.outputs(model, images[seen])[:, 0]
        singles.append(float(metrics.roc_auc_score(labels[seen], logits)))
    model.set_weights(average)
    return {"slope": slope, "shift": shift, "singles": singles,
            "average": float(metrics.roc_auc_score(labels, one))}


def commit() -> str:
    """The commit of this code, marked where files differ from it."""
    here = pathlib.Path(__file__).parent
    run = lambda *words: subprocess.run(["git", *words], cwd=here, capture_output=True, text=True,
                                        check=True).stdout.strip()
    return run("rev-parse", "HEAD") + (" with changes" if run("status", "--porcelain", ".") else "")


def write(folder: pathlib.Path, model: keras.Model, admission: tuple[gate.Gate, gate.Limits],
          figures: dict, recipe: fit.Recipe) -> None:
    """`<name>.h5`, its card, its gate and MODEL_CARD.md."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{NAME}.h5"
    model.save(file, include_optimizer=False)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    figures["recipe"] = dataclasses.asdict(recipe)
    figures["commit"] = commit()
    figures["versions"] = {"keras": keras.__version__, "tensorflow": tf.__version__}
    document = gate.document(admission[0], digest, admission[1])
    (folder / f"{NAME}.h5.gate.json").write_text(json.dumps(document, indent=1) + "\n")
    data_card = card.document(NAME, digest, figures)
    (folder / f"{NAME}.h5.card.json").write_text(json.dumps(data_card, indent=2) + "\n")
    (folder / "MODEL_CARD.md").write_text(card.text(digest, figures, file.stat().st_size))
