"""Makes the bundled model: one command, resumable, every figure written down.

    python train.py --data FOLDER --out FOLDER [--others FOLDER] [--judge-averaging]

FOLDER of the data holds `train/{NORMAL,PNEUMONIA}` and the folded ImageNet weights. Run again after
an interruption: finished runs are kept, an unfinished one goes on from its last epoch. Pictures in
--others (anything but chest X-rays) judge the input gate.
--judge-averaging trains fold 0 once more, to see what averaging weights does to unseen pictures.
"""

import argparse
import dataclasses
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402

from xray import admission, fit, held_out, judge, network, pictures, ship  # noqa: E402

SEED = 20261122
IMAGENET = "imagenet-mobilenetv2-1.0-224-folded.npz"


# Fold 0 is trained once more with another seed: on its pictures the average of the two networks
# can be judged, as the average of all folds, which has seen every picture, cannot.
SECOND_SEED = 100


@dataclasses.dataclass(frozen=True)
class Workplace:
    """What every run needs."""

    data: pictures.Pictures
    imagenet: pathlib.Path
    out: pathlib.Path
    recipe: fit.Recipe

    def trained(self, name: str, fold: int, seed: int, recipe: fit.Recipe | None = None,
                teacher: fit.Teacher | None = None) -> keras.Model:
        """The network of a run that does not see a fold."""
        recipe = recipe or self.recipe
        rest = np.flatnonzero(self.data.fold != fold)
        batches = fit.Batches(self.data, rest, recipe, seed, teacher)
        return fit.Run(self.out / name, recipe, seed, batches, self.imagenet).finish()

    def second(self, fold: int) -> keras.Model:
        """The network of a fold's other seed."""
        return self.trained(f"fold{fold}-second-seed", fold, SEED + fold + SECOND_SEED)


def cross_validate(at: Workplace) -> list[list[np.ndarray]]:
    """Trains the folds, writes what each says of its held-out part; the folds' weights."""
    weights = []
    for fold in range(pictures.FOLDS):
        model = at.trained(f"fold{fold}", fold, SEED + fold)
        weights.append(model.get_weights())
        file = at.out / f"fold{fold}" / "held_out.npz"
        if not file.exists():
            np.savez(file, **held_out.look(model, at.data, fold))
    return weights


def averaging(at: Workplace, first: list[np.ndarray]) -> dict:
    """AUROC of two networks and of the average of their weights, on pictures new to all three."""
    model = at.second(0)
    second = model.get_weights()
    mean = [(a + b) / 2 for a, b in zip(first, second)]
    result = {}
    for name, weights in (("first", first), ("second", second), ("average", mean)):
        model.set_weights(weights)
        result[name] = held_out.ranking(model, at.data, 0)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--others", type=pathlib.Path)
    parser.add_argument("--judge-averaging", action="store_true")
    arguments = parser.parse_args()
    out, recipe = arguments.out, fit.Recipe()
    data = pictures.load(arguments.data, SEED)
    at = Workplace(data, arguments.data / IMAGENET, out, recipe)
    folds = cross_validate(at)
    seen = held_out.gather(out, data)

    temperature, bias = judge.calibrate(seen.logits, data.pneumonia)
    figures = held_out.figures(seen, data, temperature, bias, SEED)
    if arguments.judge_averaging:
        figures["averaging"] = averaging(at, folds[0])
    model = network.trained_form(0.0)
    model.set_weights(folds[0])
    unseen = admission.seen_and_unseen(model, data, 0, SEED)
    model.set_weights([np.mean(values, 0) for values in zip(*folds)])
    slope, shift = ship.match(model, folds, data)
    # The averaged network's logits on the folds' scale, then calibrated as theirs are.
    final = network.shipped_form(model, pictures.SIZE, temperature / slope,
                                 bias + shift / temperature)
    figures["averaged network"] = ship.in_sample(model, folds, data, slope, shift)
    statistics, limits, figures["gate"] = admission.fitted(
        model, data, admission.read_others(arguments.others), SEED)
    figures["gate"]["distances, fold 0"] = unseen
    ship.write(out / "bundled", final, (statistics, limits), figures, recipe)
    (out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
