"""Makes the bundled model: one command, resumable, every figure written down.

    python train.py --data FOLDER --out FOLDER [--others FOLDER]

FOLDER of the data holds `train/{NORMAL,PNEUMONIA}` and the folded ImageNet weights. Run again after
an interruption: finished runs are kept, an unfinished one goes on from its last epoch. Pictures in
--others (anything but chest X-rays) judge the input gate; nothing is fitted to them.
"""

import argparse
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np  # noqa: E402

from xray import fit, gate, held_out, judge, network, pictures, ship  # noqa: E402

SEED = 20261122
IMAGENET = "imagenet-mobilenetv2-1.0-224-folded.npz"


def fold_runs(data: pictures.Pictures, imagenet: pathlib.Path, out: pathlib.Path,
              recipe: fit.Recipe):
    """The model of each fold, trained on the other four; one at a time."""
    for fold in range(pictures.FOLDS):
        seed = SEED + fold
        batches = fit.Batches(data, np.flatnonzero(data.fold != fold), recipe, seed, None)
        run = fit.Run(out / f"fold{fold}", recipe, seed, batches, imagenet)
        yield fold, run.finish()


def cross_validate(data: pictures.Pictures, imagenet: pathlib.Path, out: pathlib.Path,
                   recipe: fit.Recipe, others: np.ndarray) -> list[list[np.ndarray]]:
    """Trains the folds, writes what each says of its held-out part; the folds' weights."""
    weights = []
    for fold, model in fold_runs(data, imagenet, out, recipe):
        weights.append(model.get_weights())
        file = out / f"fold{fold}" / "held_out.npz"
        if not file.exists():
            np.savez(file, **held_out.look(model, data, fold, others, SEED))
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--others", type=pathlib.Path)
    arguments = parser.parse_args()
    out, recipe = arguments.out, fit.Recipe()
    data = pictures.load(arguments.data, SEED)
    others = held_out.read_others(arguments.others)
    folds = cross_validate(data, arguments.data / IMAGENET, out, recipe, others)
    seen = held_out.gather(out, data)

    temperature, bias = judge.calibrate(seen.logits, data.pneumonia)
    figures = held_out.figures(seen, data, temperature, bias, SEED)
    model = network.trained_form(0.0)
    model.set_weights([np.mean(values, 0) for values in zip(*folds)])
    slope, shift = ship.match(model, folds, data)
    # The averaged network's logits on the folds' scale, then calibrated as theirs are.
    final = network.shipped_form(model, pictures.SIZE, temperature / slope,
                                 bias + shift / temperature)
    figures["averaged network"] = ship.in_sample(model, folds, data, slope, shift)
    statistics = gate.fit(held_out.features_of_training(model, data, np.arange(len(data)), SEED),
                          gate.COMPONENTS)
    ship.write(out / "bundled", final, statistics, figures, seen, recipe)
    (out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
