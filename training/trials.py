"""Tries what might beat the standard recipe, and judges it on folds that no tried network has seen.

    python trials.py --data FOLDER --out RUN [--folds N ...] [--trials NAME ...] [--judge-averaging]

RUN may be that of `train.py`: networks trained there are not trained again. Run again after an
interruption: finished trials are kept. Writes RUN/trials.json and RUN/trials.md.
--judge-averaging is that of `train.py`, without the other folds.
"""

import argparse
import dataclasses
import functools
import json
import os
import pathlib
import shutil
import time
from collections.abc import Callable

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from PIL import Image  # noqa: E402

import train  # noqa: E402
from xray import compare, distil, fit, held_out, network, pictures, ship  # noqa: E402

# The teacher's share of the student's target; the label has the rest.
SOFT = 0.5
CROP = 0.95
SIZES = (192, 224, 256)

Rows = dict[str, np.ndarray]


class Fold:
    """A fold, and the networks that have not seen it."""

    def __init__(self, at: train.Workplace, number: int):
        self.at, self.number, self.seed = at, number, train.SEED + number
        self.held = np.flatnonzero(at.data.fold == number)
        self.images = held_out.best(at.data, self.held)

    @functools.cached_property
    def standard(self) -> list[np.ndarray]:
        """Weights of seed A."""
        return self.at.trained(f"fold{self.number}", self.number, self.seed).get_weights()

    @functools.cached_property
    def second(self) -> list[np.ndarray]:
        """Weights of seed B."""
        return self.at.second(self.number).get_weights()

    @functools.cached_property
    def teacher(self) -> distil.Ensemble:
        rest = np.flatnonzero(self.at.data.fold != self.number)
        return distil.Ensemble([self.standard, self.second], self.at.data, rest,
                               self.at.recipe, self.seed)

    def logits(self, weights: list[np.ndarray], images: np.ndarray) -> np.ndarray:
        model = network.trained_form(0.0)
        model.set_weights(weights)
        return fit.outputs(model, images)[:, 0].astype(np.float64)


def resized(images: np.ndarray, size: int) -> np.ndarray:
    """uint8 [n, height, width] to [n, size, size], with the product's filter."""
    if images.shape[1:] == (size, size):
        return images
    return np.stack([np.asarray(Image.fromarray(image).resize((size, size), Image.BICUBIC))
                     for image in images])


def crops(images: np.ndarray) -> list[np.ndarray]:
    """The four corners and the middle, each with 95 % of both sides, at the pictures' size."""
    size = images.shape[1]
    side = round(size * CROP)
    ends, middle = (0, size - side), (size - side) // 2
    corners = [(y, x) for y in ends for x in ends] + [(middle, middle)]
    return [resized(images[:, y:y + side, x:x + side], size) for y, x in corners]


def standard(of: Fold) -> Rows:
    return {"standard": of.logits(of.standard, of.images)}


def second_seed(of: Fold) -> Rows:
    a, b = of.standard, of.second
    mean = [(one + other) / 2 for one, other in zip(a, b)]
    return {"seed B": of.logits(b, of.images),
            "average of the weights of A and B": of.logits(mean, of.images),
            "ensemble of A and B (2 networks)": of.teacher.logits(of.images)}


def distilled(of: Fold) -> Rows:
    """A student of the ensemble, with the batches and the start of seed A."""
    recipe = dataclasses.replace(of.at.recipe, soft=SOFT)
    student = of.at.trained(f"fold{of.number}-distilled", of.number, of.seed, recipe, of.teacher)
    return {"student of the ensemble": of.logits(student.get_weights(), of.images)}


def test_time(of: Fold) -> Rows:
    """Seed A on several views of a picture; the mean of the logits."""
    look = lambda images: of.logits(of.standard, images)
    whole, mirrored = look(of.images), look(of.images[:, :, ::-1])
    at_size = {size: look(resized(of.images, size)) for size in SIZES}
    cropped = [look(images) for images in crops(of.images)]
    return {"A, mean with the mirrored picture (2 views)": (whole + mirrored) / 2,
            "A, mean with 5 % crops (6 views)": np.mean([whole, *cropped], 0),
            **{f"A at {size}": at_size[size] for size in SIZES if size != pictures.SIZE},
            "A, mean of 192, 224 and 256 (3 views)": np.mean(list(at_size.values()), 0)}


def branched(of: Fold, name: str, recipe: fit.Recipe,
             teacher: fit.Teacher | None = None) -> list[np.ndarray]:
    """Weights of seed A, of another recipe from the end of its small pictures on."""
    start = of.at.out / f"fold{of.number}" / "phase0.npz"
    folder = of.at.out / f"fold{of.number}-{name}"
    if start.exists() and not folder.exists():
        folder.mkdir()
        shutil.copy(start, folder / "state.npz")
    return of.at.trained(folder.name, of.number, of.seed, recipe, teacher).get_weights()


def distilled_late(of: Fold) -> Rows:
    """A student of the ensemble at full size only: half of what a whole student costs."""
    recipe = dataclasses.replace(of.at.recipe, soft=SOFT)
    weights = branched(of, "distilled-late", recipe, of.teacher)
    return {"student of the ensemble, last stage only": of.logits(weights, of.images)}


def last_stage(of: Fold, size: int) -> Rows:
    """The last stage at another size."""
    first, (_, epochs) = of.at.recipe.phases
    recipe = dataclasses.replace(of.at.recipe, phases=(first, (size, epochs)))
    weights = branched(of, f"last-{size}", recipe)
    return {f"last stage at {size}, judged at {judged}":
            of.logits(weights, resized(of.images, judged)) for judged in (size, pictures.SIZE)}


TRIALS: dict[str, Callable[[Fold], Rows]] = {
    "standard": standard, "second-seed": second_seed, "distilled": distilled,
    "test-time": test_time, "distilled-late": distilled_late,
    "last-192": functools.partial(last_stage, size=192),
    "last-256": functools.partial(last_stage, size=256)}


def tried(of: Fold, name: str) -> Rows:
    """The logits of a trial on the fold's held-out pictures, from a file if it is finished."""
    file = of.at.out / "trials" / f"fold{of.number}-{name}.npz"
    if not file.exists():
        start = time.time()
        rows = TRIALS[name](of)
        file.parent.mkdir(exist_ok=True)
        np.savez(file, **rows)
        print(f"fold {of.number}: {name}, {time.time() - start:.0f} s", flush=True)
    with np.load(file) as arrays:
        return {row: arrays[row] for row in arrays.files}


def summary(folds: list[Fold], rows: list[Rows]) -> dict:
    """All rows against the standard, on all held-out pictures and on those with exact pixels."""
    data = folds[0].at.data
    held = np.concatenate([fold.held for fold in folds])
    joined = {}
    for name in rows[0]:
        joined[name] = compare.joined([
            compare.scored(logits[name], data.pneumonia[fold.held], data.patient[fold.held],
                           train.SEED) for fold, logits in zip(folds, rows)])
    base, exact = joined.pop("standard"), np.flatnonzero(data.has_exact[held])
    return {
        "pictures": len(held), "patients": len(set(data.patient[held])),
        "with exact pixels": len(exact),
        "all": compare.against(base, joined, held, data, train.SEED),
        "exact pixels": compare.against(
            base[exact], {name: trial[exact] for name, trial in joined.items()}, held[exact], data,
            train.SEED)}


def report(result: dict) -> str:
    folds = ", ".join(map(str, result["folds"]))
    return "\n".join([
        f"Fold {folds}: all {result['pictures']} pictures of {result['patients']} patients\n",
        compare.table(result["all"]),
        f"The {result['with exact pixels']} of them with the product's exact pixels\n",
        compare.table(result["exact pixels"])])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--folds", type=int, nargs="+", choices=range(pictures.FOLDS), default=[0])
    parser.add_argument("--trials", nargs="+", choices=list(TRIALS)[1:], default=list(TRIALS)[1:])
    parser.add_argument("--judge-averaging", action="store_true")
    arguments = parser.parse_args()
    data = pictures.load(arguments.data, train.SEED)
    at = train.Workplace(data, arguments.data / train.IMAGENET, arguments.out, fit.Recipe())
    folds = [Fold(at, number) for number in arguments.folds]
    rows = [{} for _ in folds]
    for fold, found in zip(folds, rows):
        for name in ("standard", *arguments.trials):
            found.update(tried(fold, name))
    result = {
        "folds": arguments.folds, **summary(folds, rows), "soft": SOFT,
        "recipe": dataclasses.asdict(at.recipe), "commit": ship.commit(),
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__}}
    if arguments.judge_averaging:
        result["averaging"] = train.averaging(at, Fold(at, 0).standard)
    (arguments.out / "trials.json").write_text(json.dumps(result, indent=1) + "\n")
    (arguments.out / "trials.md").write_text(report(result))


if __name__ == "__main__":
    main()
