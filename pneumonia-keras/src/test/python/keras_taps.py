"""Values inside some of the fixtures' networks, as Keras computes them.

python keras_taps.py
"""

import base64
import json

import numpy as np

from fixture_files import FOLDER, keras, run_keras, tensor, versions, write_json


def _residual_softmax(model, picture):
    return _until(model, picture, "join"), _until(model, picture, "pool")


def _nested_sequential(model, picture):
    features, head = model.layers
    base, pool = features.layers
    feature_map = base(picture, training=False)
    return feature_map, head.layers[0](pool(feature_map))


def _small_cnn_sigmoid(model, picture):
    return None, _until(model, picture, "flatten")


def _until(model, picture, layer):
    return run_keras(keras.Model(model.inputs, model.get_layer(layer).output), picture)


NETWORKS = {
    "residual_softmax": _residual_softmax,
    "nested_sequential": _nested_sequential,
    "small_cnn_sigmoid": _small_cnn_sigmoid,
}


def write_taps():
    """`taps.json`: for each network the input of its last dense layer, and the picture that its
    global average pooling takes where it has one."""
    taps = {}
    for name, values in NETWORKS.items():
        model = keras.models.load_model(FOLDER / f"{name}.keras")
        stored = json.loads((FOLDER / f"{name}.json").read_text())["input"]
        picture = np.frombuffer(base64.b64decode(stored["base64"]), "<f4").reshape(stored["shape"])
        feature_map, features = values(model, picture)
        taps[name] = {"FEATURES": tensor(features)}
        if feature_map is not None:
            taps[name]["FEATURE_MAP"] = tensor(feature_map)
    write_json(FOLDER / "taps.json", taps)


if __name__ == "__main__":
    print(versions())
    write_taps()
