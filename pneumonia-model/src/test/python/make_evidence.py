"""Grad-CAM of the bundled model and of the examples' model, on the examples' phantom pictures.

    python make_evidence.py

Writes ../resources/io/pneumonia/bundled/evidence.json. To be run again when one of the two models
is another. Made with keras 3.15.1, tensorflow 2.21.0, Pillow 12.3.0, numpy 2.4.6.
"""

import hashlib
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
import PIL
import tensorflow as tf
from PIL import Image

HERE = pathlib.Path(__file__).parent
DATA = HERE.parents[3] / "pneumonia-examples" / "data"
BUNDLED = HERE.parents[1] / "main/resources/io/pneumonia/bundled/pneumonia-mobilenetv2.h5"
TARGET = HERE.parent / "resources/io/pneumonia/bundled/evidence.json"


def as_input(file, side):
    """The recipe of both cards: Pillow, RGB, bicubic squash, /255."""
    resized = Image.open(file).convert("RGB").resize((side, side))
    return (np.asarray(resized, dtype=np.float32) / np.float32(255))[np.newaxis]


def grad_cam(model, picture):
    """Selvaraju et al. 2017 for the score, without the rectifier."""
    kinds = [isinstance(layer, keras.layers.GlobalAveragePooling2D) for layer in model.layers]
    head = model.layers[kinds.index(True) :]
    base = keras.Model(model.inputs, head[0].input)
    with tf.GradientTape() as tape:
        feature_map = score = tf.identity(base(picture, training=False))
        tape.watch(feature_map)
        for layer in head:
            score = layer(score, training=False)
    weights = tf.reduce_mean(tape.gradient(score, feature_map), axis=(1, 2), keepdims=True)
    return float(score[0, 0]), np.asarray(tf.reduce_sum(weights * feature_map, axis=-1))[0]


def main():
    cases = []
    for file in (BUNDLED, DATA / "phantom-net.h5"):
        model = keras.models.load_model(file, compile=False)
        for picture in ("phantom-normal.png", "phantom-pneumonia.png"):
            score, values = grad_cam(model, as_input(DATA / picture, model.input_shape[1]))
            print(file.name, picture, score, values.shape)
            cases.append(
                {
                    "model": file.name,
                    "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
                    "picture": picture,
                    "score": score,
                    "map": [[float(value) for value in row] for row in values],
                }
            )
    TARGET.write_text(json.dumps(cases, indent=1) + "\n", encoding="utf-8")
    print(keras.__version__, tf.__version__, PIL.__version__, np.__version__)


if __name__ == "__main__":
    main()
