"""Files that must be refused, each with the error code and words that the message must hold."""

import json
import zipfile

import h5py
import numpy as np
from keras import Input, Model, Sequential, layers

from fixture_files import FOLDER, keras, randomise, rewrite_zip, save, start

LFS = """version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 14053160
"""
HTML = """<!DOCTYPE html>
<html lang="en"><head><title>Sign in - Accounts</title></head>
<body><form action="/signin"><input type="email" name="identifier"></form></body></html>
"""
SOURCE = """from tensorflow.keras.models import Sequential

model = Sequential()
model.save("model.h5")
"""


def texts(index):
    for file, content, word in [
        ("refused_git_lfs_pointer.h5", LFS, "Git"),
        ("refused_git_lfs_pointer.keras", LFS, "Git"),
        ("refused_sign_in_page.keras", HTML, "HTML"),
        ("refused_python_source.h5", SOURCE, "text"),
    ]:
        (FOLDER / file).write_text(content, encoding="utf-8")
        index.refuse(file, "MODEL_TYPE_UNKNOWN", [word])
    (FOLDER / "refused_empty.h5").write_bytes(b"")
    index.refuse("refused_empty.h5", "MODEL_TYPE_UNKNOWN", ["empty"])


def small(name, *extra):
    start(name)
    model = Sequential(
        [
            Input((6, 5, 3), name="picture"),
            layers.Conv2D(2, 3, name="conv"),
            *extra,
            layers.Flatten(name="flat"),
            layers.Dense(1, activation="sigmoid", name="score"),
        ],
        name="small",
    )
    randomise(model, name)
    return model


def damaged(index):
    """Files that end too early, or whose parts do not belong together."""
    model = small("refused_damaged")
    model.save(FOLDER / "whole.h5")
    save(model, "whole.keras")
    h5, archive = (FOLDER / "whole.h5").read_bytes(), (FOLDER / "whole.keras").read_bytes()
    for file, content in [
        ("refused_truncated.h5", h5[: len(h5) // 2]),
        ("refused_truncated.keras", archive[: len(archive) // 2]),
    ]:
        (FOLDER / file).write_bytes(content)
        index.refuse(file, "MODEL_CORRUPT")

    def broken_weights(member, content):
        return content[: len(content) // 2] if member == "model.weights.h5" else content

    def without(name):
        return lambda member, content: None if member == name else content

    def configured(change):
        def apply(member, content):
            return json.dumps(change(json.loads(content))) if member == "config.json" else content

        return apply

    for file, change, code, words in [
        ("refused_truncated_weights.keras", broken_weights, "MODEL_CORRUPT", []),
        ("refused_no_weights.keras", without("model.weights.h5"), "MODEL_CORRUPT", ["weights"]),
        (
            "refused_no_config.keras",
            without("config.json"),
            "MODEL_WITHOUT_ARCHITECTURE",
            ["config.json"],
        ),
        (
            "refused_bad_json.keras",
            lambda member, content: content[:-3] if member == "config.json" else content,
            "MODEL_CORRUPT",
            ["config.json"],
        ),
    ]:
        rewrite_zip(FOLDER / "whole.keras", FOLDER / file, change)
        index.refuse(file, code, words)
    with zipfile.ZipFile(FOLDER / "refused_other_zip.keras", "w") as other:
        other.writestr(zipfile.ZipInfo("word/document.xml", (2026, 11, 22, 0, 0, 0)), "<w/>")
    index.refuse("refused_other_zip.keras", "MODEL_TYPE_UNKNOWN")


def edited(file, change):
    """whole.h5 with its weights changed."""
    (FOLDER / file).write_bytes((FOLDER / "whole.h5").read_bytes())
    with h5py.File(FOLDER / file, "a") as h5:
        change(h5)


def wrong_weights(index):
    def transposed(h5):
        group = h5["model_weights/score"]
        name = group.attrs["weight_names"][0]
        kernel = group[name][()]
        del group[name]
        group.create_dataset(name, data=kernel.T)

    def missing(h5):
        group = h5["model_weights/conv"]
        del group[group.attrs["weight_names"][0]]

    def unnamed(h5):
        h5["model_weights/conv"].attrs["weight_names"] = np.zeros((0,), "S1")

    def text(h5):
        group = h5["model_weights/conv"]
        name = group.attrs["weight_names"][1]
        del group[name]
        group[name] = np.asarray([b"a", b"b"])

    for file, change, word in [
        ("refused_transposed_kernel.h5", transposed, "score"),
        ("refused_missing_weight.h5", missing, "conv"),
        ("refused_layer_without_weights.h5", unnamed, "conv"),
        ("refused_text_weight.h5", text, "conv"),
    ]:
        edited(file, change)
        index.refuse(file, "MODEL_CORRUPT", [word])


def too_large(index):
    """Small files that declare more than any memory holds."""

    def huge(h5):
        config = json.loads(h5.attrs["model_config"])
        config["config"]["layers"][-1]["config"]["units"] = 2_000_000_000
        h5.attrs["model_config"] = json.dumps(config)
        group = h5["model_weights/score"]
        kernel, bias = group.attrs["weight_names"][:2]
        for name, shape in [(kernel, (24, 2_000_000_000)), (bias, (2_000_000_000,))]:
            del group[name]
            group.create_dataset(name, shape, "f4", chunks=(1,) * (len(shape) - 1) + (1024,))

    edited("refused_huge_dataset.h5", huge)
    index.refuse("refused_huge_dataset.h5", "MODEL_TOO_LARGE")
    rewrite_zip(FOLDER / "whole.keras", FOLDER / "refused_bomb_weights.keras", lambda _, it: it)
    declare(FOLDER / "refused_bomb_weights.keras", "model.weights.h5", 0xFFFFFF00)
    index.refuse("refused_bomb_weights.keras", "MODEL_TOO_LARGE", ["model.weights.h5"])
    bomb_config(index)


def declare(path, member, size):
    """Another uncompressed size in both headers of a member, whatever its content."""
    content = bytearray(path.read_bytes())
    name = member.encode()
    for signature, at_size, at_name in [(b"PK\3\4", 22, 30), (b"PK\1\2", 24, 46)]:
        start_at = content.find(signature)
        while start_at >= 0:
            if content[start_at + at_name : start_at + at_name + len(name)] == name:
                content[start_at + at_size : start_at + at_size + 4] = size.to_bytes(4, "little")
            start_at = content.find(signature, start_at + 4)
    path.write_bytes(content)


def bomb_config(index):
    """A configuration that unpacks to a thousand times its size: blanks behind the JSON."""
    file = "refused_bomb_config.keras"
    with zipfile.ZipFile(FOLDER / "whole.keras") as source:
        members = [(info.filename, source.read(info)) for info in source.infolist()]
    with zipfile.ZipFile(FOLDER / file, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, (2026, 11, 22, 0, 0, 0))
            if name == "config.json":
                info.compress_type = zipfile.ZIP_DEFLATED
                content += 70_000_000 * b" "
            archive.writestr(info, content, compresslevel=9)
    index.refuse(file, "MODEL_TOO_LARGE", ["config.json"])


def configurations(index):
    """Configurations that are whole, but are no network that can be run here."""

    def cycle(config):
        for layer in config["config"]["layers"]:
            if layer["name"] == "first":
                history = layer["inbound_nodes"][0]["args"][0]["config"]["keras_history"]
                history[0] = "second"

    def unknown_input(config):
        layer = config["config"]["layers"][1]
        layer["inbound_nodes"][0]["args"][0]["config"]["keras_history"][0] = "nowhere"

    def negative(config):
        config["config"]["layers"][1]["config"]["filters"] = -3

    for name, change, word in [
        ("refused_cycle", cycle, None),
        ("refused_unknown_input", unknown_input, "first"),
        ("refused_negative_filters", negative, "first"),
    ]:
        start(name)
        entry = Input((6, 5, 3), name="picture")
        x = layers.Conv2D(3, 3, padding="same", name="first")(entry)
        x = layers.Conv2D(3, 3, padding="same", name="second")(x)
        model = Model(entry, layers.GlobalAveragePooling2D(name="pool")(x))
        randomise(model, name)
        model.save(FOLDER / f"{name}.h5")
        with h5py.File(FOLDER / f"{name}.h5", "a") as h5:
            config = json.loads(h5.attrs["model_config"])
            change(config)
            h5.attrs["model_config"] = json.dumps(config)
        index.refuse(f"{name}.h5", "MODEL_CORRUPT", [word] if word else [])


@keras.saving.register_keras_serializable(package="clinic")
class ChestModel(Model):
    """A subclassed model: its network is Python code, which no file holds."""

    def __init__(self, **options):
        super().__init__(**options)
        self.score = layers.Dense(1, activation="sigmoid")

    def call(self, values):
        return self.score(values)


@keras.saving.register_keras_serializable(package="clinic")
class LungAttention(layers.Layer):
    """A layer of the author's own."""

    def call(self, values):
        return values * 2


def unsupported(index):
    start("refused_subclassed")
    model = ChestModel(name="chest")
    model(np.zeros((1, 4), "float32"))
    save(model, "refused_subclassed.keras")
    index.refuse("refused_subclassed.keras", "MODEL_LAYER_UNSUPPORTED", ["ChestModel"])

    start("refused_lambda")
    # The file holds the compiled function with the name of its source: one that is no path here.
    function = eval(compile("lambda x: x * 2", "training.py", "eval"))
    twice = layers.Lambda(function, name="twice")
    doubled = Sequential([Input((4,)), twice, layers.Dense(1)])
    randomise(doubled, "refused_lambda")
    for file in ("refused_lambda.h5", "refused_lambda.keras"):
        save(doubled, file)
        index.refuse(file, "MODEL_LAYER_UNSUPPORTED", ["Lambda", "twice"])

    start("refused_lstm")
    recurrent = Sequential([Input((5, 4)), layers.LSTM(3, name="memory"), layers.Dense(1)])
    randomise(recurrent, "refused_lstm")
    save(recurrent, "refused_lstm.h5")
    index.refuse("refused_lstm.h5", "MODEL_LAYER_UNSUPPORTED", ["LSTM", "memory"])

    several = small(
        "refused_several",
        LungAttention(name="attention"),
        layers.UnitNormalization(name="unit"),
        layers.Reshape((-1, 2)),
        layers.GRU(4, return_sequences=True, name="gated"),
    )
    save(several, "refused_several.h5")
    index.refuse(
        "refused_several.h5",
        "MODEL_LAYER_UNSUPPORTED",
        ["LungAttention", "UnitNormalization", "GRU"],
    )


def shapes(index):
    start("refused_two_inputs")
    a, b = Input((4,), name="a"), Input((3,), name="b")
    model = Model([a, b], layers.Dense(1)(layers.Concatenate()([a, b])))
    randomise(model, "refused_two_inputs")
    start("refused_two_outputs")
    entry = Input((4,), name="entry")
    other = Model(entry, [layers.Dense(1)(entry), layers.Dense(2)(entry)])
    randomise(other, "refused_two_outputs")
    for name, built in [("refused_two_inputs", model), ("refused_two_outputs", other)]:
        save(built, f"{name}.keras")
        index.refuse(f"{name}.keras", "MODEL_SHAPE_UNSUPPORTED", ["2"])
    start("refused_open_size")
    entry = Input((None, None, 3))
    x = layers.GlobalAveragePooling2D()(layers.Conv2D(2, 3)(entry))
    opened = Model(entry, layers.Dense(1)(x))
    randomise(opened, "refused_open_size")
    save(opened, "refused_open_size.h5")
    index.refuse("refused_open_size.h5", "MODEL_SHAPE_UNSUPPORTED")


def weights_only(index):
    model = small("refused_weights_only")
    model.save_weights(FOLDER / "refused_only.weights.h5")
    index.refuse("refused_only.weights.h5", "MODEL_WITHOUT_ARCHITECTURE", ["weights"])
    from keras.src.legacy.saving import legacy_h5_format

    with h5py.File(FOLDER / "refused_weights_only.h5", "w") as h5:
        legacy_h5_format.save_weights_to_hdf5_group(h5, model)
    index.refuse("refused_weights_only.h5", "MODEL_WITHOUT_ARCHITECTURE", ["weights"])
    with h5py.File(FOLDER / "refused_other_data.h5", "w") as h5:
        h5["temperature"] = np.arange(4.0)
    index.refuse("refused_other_data.h5", "MODEL_TYPE_UNKNOWN")


def write_refusals(index):
    texts(index)
    damaged(index)
    wrong_weights(index)
    too_large(index)
    configurations(index)
    unsupported(index)
    shapes(index)
    weights_only(index)
    (FOLDER / "whole.h5").unlink()
    (FOLDER / "whole.keras").unlink()
