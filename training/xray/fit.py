"""One training run: resumable, seeded, with averaged weights."""

import concurrent.futures
import dataclasses
import itertools
import json
import math
import pathlib
import shutil
import time
from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf

from . import augment, network
from .pictures import Pictures

# Probability of pneumonia, [n], of views float32 [n, size, size, 3] in 0..1.
Teacher = Callable[[np.ndarray], np.ndarray]


@dataclasses.dataclass(frozen=True)
class Recipe:
    """Everything that can be chosen about a run.

    phases: (input size, epochs) one after the other; small pictures first cost a third
    learning_rate: at its peak, after a warm-up, then down along a cosine
    average_decay: of the exponential moving average of the weights, which is what is kept
    smoothing: label smoothing
    mixup: parameter of the beta distribution, 0 for none
    soft: weight of a teacher's probability against the label
    """

    phases: tuple[tuple[int, int], ...] = ((160, 6), (224, 2))
    batch: int = 32
    learning_rate: float = 3e-4
    weight_decay: float = 1e-2
    dropout: float = 0.2
    average_decay: float = 0.995
    smoothing: float = 0.05
    mixup: float = 0.0
    strong: bool = True
    soft: float = 0.0

    @property
    def ends(self) -> list[int]:
        """Epochs done at the end of each phase."""
        return list(itertools.accumulate(epochs for _, epochs in self.phases))

    @property
    def epochs(self) -> int:
        return self.ends[-1]

    def size_at(self, epoch: int) -> int:
        for size, epochs in self.phases:
            if epoch < epochs:
                return size
            epoch -= epochs
        raise ValueError(f"epoch {epoch} past the end")


class Batches:
    """Balanced, augmented batches; each is a function of seed, step and teacher alone."""

    def __init__(self, pictures: Pictures, chosen: np.ndarray, recipe: Recipe, seed: int,
                 teacher: Teacher | None):
        self.pictures, self.recipe, self.seed, self.teacher = pictures, recipe, seed, teacher
        # Half normal, half pneumonia; viral as often as bacterial, being the harder to see.
        self.by_kind = [chosen[pictures.kind[chosen] == kind] for kind in (0, 1, 2)]
        self.steps_per_epoch = len(chosen) // recipe.batch

    def _target(self, index: int) -> float:
        smoothing = self.recipe.smoothing
        return float(self.pictures.pneumonia[index]) * (1 - smoothing) + smoothing / 2

    def __call__(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """float32 [batch, size, size, 3] in 0..1, and targets float32 [batch, 1]."""
        recipe, pictures = self.recipe, self.pictures
        rng = np.random.default_rng((self.seed, step))
        size = recipe.size_at(step // self.steps_per_epoch)
        view = augment.augment if recipe.strong else augment.plain
        kinds = rng.choice(3, recipe.batch, p=(0.5, 0.25, 0.25))
        images = np.empty((recipe.batch, size, size), np.float32)
        targets = np.empty((recipe.batch, 1), np.float32)
        for row, kind in enumerate(kinds):
            index = int(rng.choice(self.by_kind[kind]))
            exact = pictures.has_exact[index] and rng.random() < 0.5
            source = pictures.exact[index] if exact else pictures.thumbnails[index]
            images[row] = view(source, size, rng)
            targets[row] = self._target(index)
        images *= np.float32(1 / 255)
        if self.teacher:
            taught = self.teacher(_coloured(images))[:, None]
            targets = (recipe.soft * taught + (1 - recipe.soft) * targets).astype(np.float32)
        if recipe.mixup > 0:
            share = np.float32(rng.beta(recipe.mixup, recipe.mixup))
            share = max(share, 1 - share)
            images = share * images + (1 - share) * images[::-1]
            targets = share * targets + (1 - share) * targets[::-1]
        return _coloured(images), targets


def _coloured(grey: np.ndarray) -> np.ndarray:
    return np.repeat(grey[..., None], 3, -1)


class Run:
    """A run in a folder: `state.npz` after each epoch, `weights.npz` at the end, `log.jsonl`.

    The state after each phase but the last is kept, for runs that differ from there on only.
    """

    def __init__(self, folder: pathlib.Path, recipe: Recipe, seed: int, batches: Batches,
                 imagenet: pathlib.Path):
        self.folder, self.recipe, self.batches = folder, recipe, batches
        folder.mkdir(parents=True, exist_ok=True)
        keras.utils.set_random_seed(seed)
        self.model = network.trained_form(recipe.dropout)
        network.load_imagenet(self.model, imagenet)
        probe, _ = Batches.__call__(batches, 0)
        network.even_out_bottlenecks(self.model, probe)
        self.total = batches.steps_per_epoch * recipe.epochs
        schedule = keras.optimizers.schedules.CosineDecay(
            1e-6, self.total - 60, warmup_target=recipe.learning_rate, warmup_steps=60, alpha=0.01)
        self.optimizer = keras.optimizers.AdamW(schedule, weight_decay=recipe.weight_decay,
                                                clipnorm=5.0)
        self.optimizer.exclude_from_weight_decay(var_names=["bias"])
        self.optimizer.build(self.model.trainable_variables)
        # A third faster on a processor than Keras' own train_on_batch.
        self.learn = tf.function(self._learn)
        self.average = [value.copy() for value in self.model.get_weights()]
        self.step = 0

    def _variables(self) -> list:
        return [*self.model.variables, *self.optimizer.variables]

    def _save(self) -> None:
        state = {f"v{i}": np.asarray(v) for i, v in enumerate(self._variables())}
        state |= {f"a{i}": value for i, value in enumerate(self.average)}
        partial = self.folder / "partial.npz"
        np.savez(partial, step=self.step, **state)
        partial.replace(self.folder / "state.npz")
        epoch = self.step // self.batches.steps_per_epoch
        for phase, end in enumerate(self.recipe.ends[:-1]):
            if epoch == end:
                shutil.copy(self.folder / "state.npz", self.folder / f"phase{phase}.npz")

    def _resume(self) -> None:
        file = self.folder / "state.npz"
        if not file.exists():
            return
        with np.load(file) as state:
            self.step = int(state["step"])
            for i, variable in enumerate(self._variables()):
                variable.assign(state[f"v{i}"])
            self.average = [state[f"a{i}"] for i in range(len(self.average))]

    def _learn(self, images: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
        """One step of the optimizer; the loss of the batch."""
        variables = self.model.trainable_variables
        with tf.GradientTape() as tape:
            logits = self.model(images, training=True)
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(targets, logits))
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        return loss

    def _follow(self) -> None:
        """Moves the average; faster at first, so that the start is forgotten."""
        decay = min(self.recipe.average_decay, (1 + self.step) / (10 + self.step))
        for average, value in zip(self.average, self.model.get_weights()):
            average += (1 - decay) * (value - average)

    def finish(self) -> keras.Model:
        """Trains to the end, or takes the end from the folder."""
        done = self.folder / "weights.npz"
        if not done.exists():
            self._resume()
            self._train()
            np.savez(done, *self.average)
            (self.folder / "state.npz").unlink(missing_ok=True)
        with np.load(done) as arrays:
            self.model.set_weights([arrays[name] for name in arrays.files])
        return self.model

    def _train(self) -> None:
        with concurrent.futures.ThreadPoolExecutor(1) as ahead:
            waiting = [ahead.submit(self.batches, self.step + i)
                       for i in range(min(4, self.total - self.step))]
            losses, start = [], time.time()
            while self.step < self.total:
                images, targets = waiting.pop(0).result()
                losses.append(float(self.learn(tf.constant(images), tf.constant(targets))))
                self.step += 1
                self._follow()
                following = self.step + len(waiting)
                if following < self.total:
                    waiting.append(ahead.submit(self.batches, following))
                if not math.isfinite(losses[-1]):
                    raise ArithmeticError(f"{self.folder}: loss {losses[-1]} at step {self.step}")
                if self.step % self.batches.steps_per_epoch == 0:
                    self._log(losses, start)
                    losses, start = [], time.time()
                    self._save()

    def _log(self, losses: list[float], start: float) -> None:
        epoch = self.step // self.batches.steps_per_epoch
        line = {"epoch": epoch, "size": self.recipe.size_at(epoch - 1),
                "loss": round(float(np.mean(losses)), 5), "seconds": round(time.time() - start, 1)}
        with open(self.folder / "log.jsonl", "a") as log:
            log.write(json.dumps(line) + "\n")
        print(self.folder.name, line, flush=True)


def outputs(model: keras.Model, images: np.ndarray) -> np.ndarray:
    """float32 [n, ...]; images uint8 [n, size, size], grey."""
    result = []
    for start in range(0, len(images), 64):
        batch = _coloured(images[start:start + 64]).astype(np.float32) / 255
        result.append(np.asarray(model.predict_on_batch(batch)))
    return np.concatenate(result)
