"""Grad-CAM of some of the fixtures' networks, with TensorFlow's GradientTape.

python keras_evidence.py
"""

import base64
import json

import numpy as np

from fixture_files import FOLDER, keras, tensor, tf, versions, write_json


def _layer(name):
    """The value of a layer and the output, of a network that is not nested."""

    def forward(model, picture):
        both = keras.Model(model.inputs, [model.get_layer(name).output, model.outputs[0]])
        return both(picture, training=False)

    return forward


def _nested(model, picture):
    features, head = model.layers
    base, pool = features.layers
    feature_map = base(picture, training=False)
    return feature_map, head(pool(feature_map), training=False)


def _chain(model, picture):
    """A network whose layers follow each other."""
    value = picture
    for layer in model.layers[isinstance(model.layers[0], keras.layers.InputLayer) :]:
        if isinstance(layer, keras.layers.GlobalAveragePooling2D):
            value = feature_map = tf.identity(value)
        value = layer(value, training=False)
    return feature_map, value


# How to run it, what its output is, and which classes count as pneumonia.
NETWORKS = {
    "residual_softmax": (_layer("join"), "softmax", [1]),
    "nested_sequential": (_nested, "softmax", [0, 2]),
    "identity_at_inference": (_chain, "softmax", [0]),
    "open_size": (_chain, "sigmoids", [0, 1]),
}


def grad_cam(feature_map, gradient):
    """Selvaraju et al. 2017 without the rectifier: the channels weighed by the mean gradient."""
    weights = tf.reduce_mean(gradient, axis=(1, 2), keepdims=True)
    return tf.reduce_sum(weights * feature_map, axis=-1)


def _score(kind, positive, output):
    classes = tf.gather(output, positive, axis=-1)
    return tf.reduce_sum(classes, -1) if kind == "softmax" else tf.reduce_max(classes, -1)


def write_evidence():
    """`evidence.json`: for each network and picture the map of the score of pneumonia."""
    evidence = {}
    for name, (forward, kind, positive) in NETWORKS.items():
        files = [FOLDER / f"{name}.keras", FOLDER / f"{name}.h5"]
        model = keras.models.load_model(next(file for file in files if file.exists()))
        stored = json.loads((FOLDER / f"{name}.json").read_text())["input"]
        picture = np.frombuffer(base64.b64decode(stored["base64"]), "<f4").reshape(stored["shape"])
        with tf.device("/CPU:0"), tf.GradientTape() as tape:
            feature_map, output = forward(model, picture)
            score = _score(kind, positive, output)
        maps = grad_cam(feature_map, tape.gradient(score, feature_map))
        evidence[name] = {"kind": kind, "positive": positive, "maps": tensor(maps)}
        print(name, output.shape, maps.shape)
    write_json(FOLDER / "evidence.json", evidence)


if __name__ == "__main__":
    print(versions())
    write_evidence()
