"""Several networks as one teacher."""

import numpy as np
import tensorflow as tf

from . import fit, judge, network
from .pictures import Pictures

_BATCHES = 40
# Apart from every training seed: the calibration must not rest on the views trained on.
_SEED = 500


class Ensemble:
    """The mean of the calibrated logits of several networks.

    Each network is calibrated at each size of the recipe on augmented views of its own training
    pictures, which takes back what label smoothing did. No held-out picture has a part in it.
    """

    def __init__(self, members: list[list[np.ndarray]], pictures: Pictures, chosen: np.ndarray,
                 recipe: fit.Recipe, seed: int):
        """members: weights of the trained form; chosen: rows of the training pictures"""
        self._members = []
        for weights in members:
            model = network.trained_form(0.0)
            model.set_weights(weights)
            self._members.append(model)
        # A call of the model itself: predict() is not made for use beside a training step.
        self._forward = tf.function(
            lambda images: [model(images, training=False)[:, 0] for model in self._members])
        batches = fit.Batches(pictures, chosen, recipe, seed + _SEED, None)
        self.calibrations = {}
        for (size, epochs), end in zip(recipe.phases, recipe.ends):
            first = (end - epochs) * batches.steps_per_epoch
            steps = min(_BATCHES, epochs * batches.steps_per_epoch)
            views = [batches(first + i) for i in range(steps)]
            logits = np.concatenate([self._raw(images) for images, _ in views], axis=1)
            labels = np.concatenate([targets[:, 0] > 0.5 for _, targets in views])
            self.calibrations[size] = [judge.calibrate(row, labels) for row in logits]

    def _raw(self, images: np.ndarray) -> np.ndarray:
        return np.stack([np.asarray(row) for row in self._forward(tf.constant(images))])

    def _mean(self, raw: np.ndarray, size: int) -> np.ndarray:
        return np.mean([row / temperature + bias for row, (temperature, bias)
                        in zip(raw.astype(np.float64), self.calibrations[size])], axis=0)

    def logits(self, images: np.ndarray) -> np.ndarray:
        """float64 [n]; images uint8 [n, size, size], grey."""
        raw = np.stack([fit.outputs(model, images)[:, 0] for model in self._members])
        return self._mean(raw, images.shape[1])

    def __call__(self, images: np.ndarray) -> np.ndarray:
        """Probability of pneumonia, as `fit.Teacher` says."""
        return judge.probability(self._mean(self._raw(images), images.shape[1]))
