"""Checks `pneumonia predict --format json` against Pillow and Keras on the same files.

    pneumonia predict --format json --model M.h5 FOLDER > out.jsonl
    python compare_with_keras.py M.h5 out.jsonl [--recipe pillow|load-img|teachable-machine] [--positive I ...]

The recipes are written here as a model's author writes them, not as the product does. Prints the
largest difference of the score and the number of flipped findings; exits with 1 beyond 1e-5.
"""

import argparse
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import h5py
import keras
import numpy as np
import PIL
from PIL import Image, ImageOps


def pillow(path, width, height):
    picture = Image.open(path).convert("RGB").resize((width, height))
    return np.asarray(picture, dtype=np.float32) / np.float32(255)


def teachable_machine(path, width, height):
    picture = ImageOps.fit(Image.open(path).convert("RGB"), (width, height), Image.Resampling.LANCZOS)
    return np.asarray(picture).astype(np.float32) / 127.5 - 1


def load_img(path, width, height):
    picture = keras.utils.load_img(path, target_size=(height, width))
    return keras.utils.img_to_array(picture) * np.float32(1 / 255)


class DepthwiseConv2D(keras.layers.DepthwiseConv2D):
    """Keras 3 refuses one option that older files carry; it has no effect on the result."""

    def __init__(self, *args, groups=1, **kwargs):
        super().__init__(*args, **kwargs)


def load(path):
    """The file as Keras loads it; where Keras 3 cannot (models nested in Sequentials), rebuilt."""
    try:
        return keras.models.load_model(
            path, compile=False, custom_objects={"DepthwiseConv2D": DepthwiseConv2D}
        )
    except (TypeError, ValueError):
        with h5py.File(path) as file:
            return rebuilt(file)


def rebuilt(file):
    config = json.loads(file.attrs["model_config"])
    layers = list(flattened(config))
    start = value = keras.Input(layers[0].input_shape[1:])
    for layer in layers:
        value = layer(value)
        value = value[-1] if isinstance(value, (list, tuple)) else value
    model = keras.Model(start, value)
    weights = {}
    file["model_weights"].visititems(
        lambda name, item: weights.__setitem__(tuple(name.split("/")[-2:]), item)
    )
    for layer in layers:
        for inner in layer.layers if isinstance(layer, keras.Model) else [layer]:
            for variable in inner.weights:
                name = variable.name + ":0"
                if isinstance(inner, keras.layers.DepthwiseConv2D):
                    name = name.replace("kernel:0", "depthwise_kernel:0")
                variable.assign(np.asarray(weights[(inner.name, name)]))
    return model


def flattened(config):
    """The layers of Sequentials in Sequentials; a functional model stays one layer."""
    if config["class_name"] == "Sequential":
        for inner in config["config"]["layers"]:
            yield from flattened(inner)
    elif config["class_name"] in ("Model", "Functional"):
        yield keras.Model.from_config(
            config["config"], custom_objects={"DepthwiseConv2D": DepthwiseConv2D}
        )
    elif config["class_name"] != "InputLayer":
        options = {k: v for k, v in config["config"].items() if k != "batch_input_shape"}
        yield getattr(keras.layers, config["class_name"]).from_config(options)


RECIPES = {"pillow": pillow, "load-img": load_img, "teachable-machine": teachable_machine}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("predictions")
    parser.add_argument("--recipe", choices=list(RECIPES), default="pillow")
    parser.add_argument("--positive", type=int, nargs="+", default=[0], help="output indices to sum")
    options = parser.parse_args()

    recipe = RECIPES[options.recipe]
    model = load(options.model)
    _, height, width, _ = model.input_shape
    largest, flips, count = 0.0, 0, 0
    with open(options.predictions, encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            pixels = recipe(line["file"], width, height)
            output = np.asarray(model(pixels[np.newaxis], training=False))[0]
            score = float(sum(output[i] for i in options.positive))
            largest = max(largest, abs(score - line["raw_score"]))
            flips += (score >= line["threshold"]) != (line["prediction"] == "PNEUMONIA")
            count += 1
    print(
        f"keras {keras.__version__}, Pillow {PIL.__version__}: {count} pictures,"
        f" largest difference of the score {largest:.3e}, {flips} flips"
    )
    return 1 if count == 0 or largest > 1e-5 or flips else 0


if __name__ == "__main__":
    sys.exit(main())
