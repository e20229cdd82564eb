"""Makes the pictures and the small model of the examples: phantoms of ours, nobody's X-ray.

    python make_example_data.py OUT

A phantom is a drawing of a chest radiograph (body, lungs, heart, spine, ribs, noise), with a bright
patch in a lung for "pneumonia". The model is a small network trained on phantoms alone: it shows how
the library is used and is of no use on a real picture. Made with keras 3.15.1, tensorflow 2.21.0,
Pillow 12.3.0, numpy 2.4.6.
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf
from PIL import Image

SIDE = 96


def ellipse(width, height, cx, cy, rx, ry, soft=0.08):
    y, x = np.mgrid[0:height, 0:width]
    distance = np.hypot((x / width - cx) / rx, (y / height - cy) / ry)
    return 1 / (1 + np.exp((distance - 1) / soft))


def phantom(random, width, height, pneumonia):
    def near(value, spread=0.02):
        return value + random.uniform(-spread, spread)

    picture = 20 + 130 * ellipse(width, height, near(0.5), 0.6, near(0.48), 0.62)
    lungs = [(near(0.31), near(0.5)), (near(0.69), near(0.5))]
    size = near(0.14), near(0.3)
    for cx, cy in lungs:
        picture -= near(85, 12) * ellipse(width, height, cx, cy, *size)
    picture += 50 * ellipse(width, height, near(0.55), near(0.62), 0.13, 0.15)
    picture += 40 * ellipse(width, height, 0.5, 0.5, 0.04, 0.6)
    y, x = np.mgrid[0:height, 0:width]
    ribs = np.sin((y / height + 0.25 * (x / width - 0.5) ** 2) * 2 * np.pi * 9)
    picture += near(7, 2) * ribs * ellipse(width, height, 0.5, 0.5, 0.38, 0.4)
    if pneumonia:
        cx, cy = lungs[random.integers(2)]
        patch = ellipse(
            width, height, near(cx, 0.05), near(cy + 0.08, 0.1), near(0.1, 0.03), near(0.12, 0.04), 0.3
        )
        picture += near(100, 15) * patch
    picture = picture * near(1, 0.1) + random.normal(0, 3, picture.shape)
    return np.clip(picture, 0, 255).astype(np.uint8)


def as_input(picture):
    """The recipe of the card: Pillow, RGB, bicubic squash, /255."""
    resized = Image.fromarray(picture).convert("RGB").resize((SIDE, SIDE))
    return np.asarray(resized, dtype=np.float32) / np.float32(255)


def batch(random, count):
    labels = random.integers(0, 2, count)
    scales = random.uniform(1, 2.2, count)
    pictures = [
        phantom(random, int(240 * scale), int(200 * scale), label)
        for label, scale in zip(labels, scales, strict=True)
    ]
    return np.stack([as_input(each) for each in pictures]), labels


def main(out):
    keras.utils.set_random_seed(7)
    tf.config.experimental.enable_op_determinism()
    random = np.random.default_rng(7)
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 3), name="picture"),
            layers.Conv2D(8, 3, strides=2, padding="same", use_bias=False, name="conv_1"),
            layers.BatchNormalization(momentum=0.9, name="norm_1"),
            layers.ReLU(6.0, name="relu_1"),
            layers.SeparableConv2D(16, 3, strides=2, padding="same", use_bias=False, name="conv_2"),
            layers.BatchNormalization(momentum=0.9, name="norm_2"),
            layers.ReLU(6.0, name="relu_2"),
            layers.Conv2D(16, 3, strides=2, padding="same", activation="relu", name="conv_3"),
            layers.GlobalAveragePooling2D(name="pool"),
            layers.Dropout(0.1, name="dropout"),
            layers.Dense(1, activation="sigmoid", name="score"),
        ],
        name="phantom_net",
    )
    model.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(3e-3, 1200)), loss="binary_crossentropy", metrics=["accuracy"]
    )
    x, y = batch(random, 1500)
    model.fit(x, y, batch_size=32, epochs=25, verbose=0)
    test = batch(random, 400)
    print("accuracy on other phantoms:", model.evaluate(*test, verbose=0)[1])
    os.makedirs(out, exist_ok=True)
    model.compile()
    model.save(os.path.join(out, "phantom-net.h5"), include_optimizer=False)
    random = np.random.default_rng(4)
    for name, pneumonia in (("phantom-normal", False), ("phantom-pneumonia", True)):
        picture = phantom(random, 480, 400, pneumonia)
        Image.fromarray(picture).save(os.path.join(out, name + ".png"), optimize=True)
        score = np.asarray(model(as_input(picture)[np.newaxis], training=False))[0, 0]
        print(name, float(score))
    print("keras", keras.__version__, "tensorflow", tf.__version__, "numpy", np.__version__)


if __name__ == "__main__":
    main(sys.argv[1])
