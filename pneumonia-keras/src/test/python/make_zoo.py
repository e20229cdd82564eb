"""Writes the well-known networks of keras.applications under a pneumonia head.

python make_zoo.py --out DIR [NAME ...]

Each network gets random weights, batch statistics measured on pictures made from a rule, and a head
fitted so that the scores of four such pictures lie apart. DIR then holds NAME.h5, NAME.keras and
NAME.json (parameters, the rules of the four inputs, the four scores). About 1 GB, so DIR lies
outside the repository; tests read it with -Dpneumonia.zoo=DIR.
"""

import argparse
import gc
import pathlib
import subprocess
import sys

from fixture_files import generator, keras, normalise_zip, np, start, versions, write_json

UNIT, CAFFE, TORCH, PIXELS = (-1.0, 1.0), (-120.0, 130.0), (-2.0, 2.0), (0.0, 255.0)

# name: (constructor, its options, range of the input, whether the base stays a model of its own)
ZOO = {
    "mobilenet": ("MobileNet", {}, UNIT, False),
    "mobilenet_v2_035": ("MobileNetV2", {"alpha": 0.35}, UNIT, True),
    "mobilenet_v2_100": ("MobileNetV2", {}, UNIT, False),
    "mobilenet_v3_small": ("MobileNetV3Small", {}, PIXELS, False),
    "mobilenet_v3_large": ("MobileNetV3Large", {}, PIXELS, True),
    "vgg16": ("VGG16", {}, CAFFE, True),
    "resnet50": ("ResNet50", {}, CAFFE, True),
    "resnet50_v2": ("ResNet50V2", {}, UNIT, False),
    "densenet121": ("DenseNet121", {}, TORCH, False),
    "inception_v3": ("InceptionV3", {}, UNIT, True),
    "xception": ("Xception", {}, UNIT, False),
    "efficientnet_b0": ("EfficientNetB0", {}, PIXELS, True),
    "efficientnet_v2_b0": ("EfficientNetV2B0", {}, PIXELS, False),
    "nasnet_mobile": ("NASNetMobile", {}, UNIT, False),
}
SHAPE = (224, 224, 3)


def uniform(k):
    return ((k * 1103515245 + 12345) & 0x7FFFFFFF) / 2147483648.0


def picture(recipe):
    """Coarse blocks with noise; the Java tests make the same bits from the same recipe."""
    height, width, channels = SHAPE
    index = np.arange(height * width * channels, dtype=np.int64)
    channel, column = index % channels, index // channels % width
    row = index // channels // width
    cell = (row // recipe["block"] * 1009 + column // recipe["block"]) * 13 + channel
    value = 0.75 * uniform(recipe["seed"] + cell) + 0.25 * uniform(recipe["seed"] + index)
    value = recipe["low"] + (recipe["high"] - recipe["low"]) * value
    return value.astype("float32").reshape(SHAPE)


def recipes(name, span, count):
    """Pictures of different grain, brightness and contrast."""
    low, high = span
    parts = [(0.0, 1.0), (0.2, 0.7), (0.45, 1.0), (0.0, 0.5)]
    random_state = generator(name + "/recipes")
    return [
        {
            "seed": int(random_state.randint(1, 1_000_000_000)),
            "block": [56, 28, 14, 7][step % 4],
            "low": low + (high - low) * parts[step % 4][0],
            "high": low + (high - low) * parts[step % 4][1],
        }
        for step in range(count)
    ]


def build(name):
    constructor, options, _, nested = ZOO[name]
    application = getattr(keras.applications, constructor)
    base = application(weights=None, include_top=False, input_shape=SHAPE, **options)
    entry = keras.Input(SHAPE, name="picture") if nested else base.input
    features = base(entry) if nested else base.output
    x = keras.layers.GlobalAveragePooling2D(name="head_pool")(features)
    x = keras.layers.Dropout(0.3, name="head_dropout")(x)
    score = keras.layers.Dense(1, activation="sigmoid", name="head_score")(x)
    return base, keras.Model(entry, score, name=f"pneumonia_{name}")


def randomise(base, name):
    random_state = generator(name)
    normalised = any(isinstance(layer, keras.layers.BatchNormalization) for layer in base.layers)
    for layer in base.layers:
        if isinstance(layer, keras.layers.Normalization) and layer.input_mean is None:
            layer.adapt_mean.assign([0.485, 0.456, 0.406])
            layer.adapt_variance.assign([0.0524, 0.0502, 0.0506])
            layer.finalize_state()
            continue
        for weight in layer.weights:
            shape, kind = tuple(weight.shape), weight.path.split("/")[-1]
            if kind == "gamma":
                weight.assign(random_state.uniform(0.7, 1.3, shape))
            elif kind in ("beta", "bias"):
                weight.assign(random_state.normal(0, 0.1, shape))
            elif kind.endswith("kernel"):
                fan_in = np.prod(shape[:2]) if "depthwise" in weight.path else np.prod(shape[:-1])
                gain = 1.0 if normalised else np.sqrt(2.0)
                weight.assign(random_state.normal(0, gain / np.sqrt(fan_in), shape))


def measure_statistics(base, pictures):
    """One pass in which every batch norm takes the statistics of this batch as its own."""
    norms = [layer for layer in base.layers if isinstance(layer, keras.layers.BatchNormalization)]
    momenta = [layer.momentum for layer in norms]
    for layer in norms:
        layer.momentum = 0.0
    if norms:
        base(pictures, training=True)
    for layer, momentum in zip(norms, momenta):
        layer.momentum = momentum


def fit_head(model, base, pictures, name):
    """A head along the direction in which the features of the pictures differ most."""
    features = np.asarray(base(pictures, training=False)).mean(axis=(1, 2))
    centred = features - features.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    noise = generator(name + "/head").normal(0, 1, features.shape[1])
    direction = directions[0] + 0.3 * directions[1] + 0.1 * noise / np.linalg.norm(noise)
    logits = features @ direction
    scale = 1.2 / logits.std()
    kernel, bias = scale * direction, -scale * logits.mean()
    model.get_layer("head_score").set_weights(
        [kernel.reshape(-1, 1).astype("float32"), np.asarray([bias], "float32")]
    )
    return float(np.abs(features).max()), float(np.linalg.norm(kernel))


def make(name, folder):
    start(name)
    base, model = build(name)
    randomise(base, name)
    every = recipes(name, ZOO[name][2], 8)
    pictures = np.stack([picture(recipe) for recipe in every])
    measure_statistics(base, pictures)
    largest, norm = fit_head(model, base, pictures[:4], name)
    gc.collect()
    scores = np.concatenate(
        [np.asarray(model(pictures[row : row + 1], training=False)) for row in range(4)]
    ).reshape(-1)
    assert scores.min() > 0.02 and scores.max() < 0.98, scores
    assert scores.max() - scores.min() > 0.02, scores
    model.save(folder / f"{name}.h5")
    model.save(folder / f"{name}.keras")
    normalise_zip(folder / f"{name}.keras")
    write_json(
        folder / f"{name}.json",
        {
            "versions": versions(),
            "parameters": int(model.count_params()),
            "inputs": every[:4],
            "outputs": [float(score) for score in scores],
        },
    )
    print(
        f"{name}: {model.count_params()} parameters, scores {np.round(scores, 4)}, "
        f"largest feature {largest:.3g}, norm of the head {norm:.3g}",
        flush=True,
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--out", required=True, type=pathlib.Path)
    arguments.add_argument("names", nargs="*", metavar="NAME", help=", ".join(ZOO))
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if len(options.names) == 1:
        make(options.names[0], options.out)
        return
    print(versions(), flush=True)
    for name in options.names or ZOO:
        # A process of its own gives its memory back, and its layer names do not depend on others.
        command = [sys.executable, __file__, "--out", str(options.out), name]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
