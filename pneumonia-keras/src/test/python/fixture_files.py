"""How a fixture is written: weights from a seed, model files, input, output, index entry."""

import base64
import io
import json
import os
import pathlib
import random
import re
import zipfile
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import h5py  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "fixtures"
DATE = "2026-11-22@00:00:00"


def versions():
    return {
        "keras": keras.__version__,
        "tensorflow": tf.__version__,
        "numpy": np.__version__,
        "h5py": h5py.__version__,
    }


def generator(name):
    return np.random.RandomState(zlib.crc32(name.encode()) & 0x7FFFFFFF)


def start(name):
    """Layer counters and seeds as in a fresh process, so that each model stands alone."""
    keras.utils.clear_session()
    seed = zlib.crc32(name.encode()) & 0x7FFFFFFF
    random.seed(seed)
    np.random.seed(seed)
    tf.random.set_seed(seed)


def settle(model, name, values, bounded, prepare=None, run=None):
    """Gives the model weights for which its output varies and saturates nowhere; returns it."""
    for attempt in range(100):
        randomise(model, f"{name}/weights{attempt}")
        if prepare:
            prepare(model)
        output = (run or run_keras)(model, values)
        varies = np.abs(output[0] - output[1]).max() > 0.05
        if varies and (not bounded or (output.min() > 0.02 and output.max() < 0.98)):
            return output
    raise AssertionError(f"{name}: no weights found")


def randomise(model, seed):
    """Weights that make every option visible in the output."""
    random_state = generator(seed)
    for weight in model.weights:
        path = getattr(weight, "path", weight.name).split(":")[0]
        last = path.split("/")[-1]
        shape = tuple(weight.shape)
        if last in ("seed_generator_state", "count") or "seed" in last:
            continue
        if "normalization" in path and last in ("mean", "variance"):
            continue
        if last == "gamma":
            value = random_state.uniform(0.5, 1.5, shape)
            value *= random_state.choice([1, 1, 1, -1], shape)
        elif last == "beta":
            value = random_state.normal(0, 0.3, shape)
        elif last == "moving_mean":
            value = random_state.normal(0, 0.5, shape)
        elif last == "moving_variance":
            value = random_state.uniform(0.3, 2.0, shape)
        elif last == "bias":
            value = random_state.normal(0, 0.2, shape)
        elif last == "alpha":
            value = random_state.normal(0.25, 0.1, shape)
        else:
            fan_in = max(int(np.prod(shape[:-1])), 1)
            if "depthwise" in path:
                fan_in = int(np.prod(shape[:2]))
            value = random_state.normal(0, 1.4 / np.sqrt(fan_in), shape)
        weight.assign(value.astype("float32"))


def inputs(name, shape, kind="normal", batch=2):
    random_state = generator(name + "/input")
    size = (batch,) + tuple(shape)
    if kind == "pixels":
        return random_state.randint(0, 256, size).astype("float32")
    shift = np.linspace(-0.8, 0.8, batch).reshape((-1,) + (1,) * len(shape))
    return (random_state.normal(0, 1, size) + shift).astype("float32")


def tensor(values):
    array = np.ascontiguousarray(values, dtype="<f4")
    return {"shape": list(array.shape), "base64": base64.b64encode(array.tobytes()).decode("ascii")}


def write_json(path, value):
    path.write_text(json.dumps(value, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


def renumbered(config):
    """Shared objects are numbered by memory address: by first occurrence instead."""
    numbers = {}
    return re.sub(
        r'("shared_object_id": )(\d+)',
        lambda found: found.group(1) + str(numbers.setdefault(found.group(2), len(numbers) + 1)),
        config,
    )


def normalise_zip(path):
    """The same archive with a fixed date, so that a second run gives the same bytes."""
    with zipfile.ZipFile(path) as archive:
        members = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for info, content in members:
            if info.filename == "metadata.json":
                metadata = json.loads(content)
                metadata["date_saved"] = DATE
                content = json.dumps(metadata).encode("utf-8")
            if info.filename == "config.json":
                content = renumbered(content.decode("utf-8")).encode("utf-8")
            entry = zipfile.ZipInfo(info.filename, (2026, 11, 22, 0, 0, 0))
            entry.compress_type = info.compress_type
            archive.writestr(entry, content)


def rewrite_zip(source, target, change):
    """Copies an archive; change(name, bytes) gives a member's new content, or None to drop it."""
    with zipfile.ZipFile(source) as archive:
        members = [(info, change(info.filename, archive.read(info))) for info in archive.infolist()]
    with zipfile.ZipFile(target, "w") as archive:
        for info, content in members:
            if content is not None:
                archive.writestr(zipfile.ZipInfo(info.filename, (2026, 11, 22, 0, 0, 0)), content)


def save(model, file):
    path = FOLDER / file
    model.save(path)
    if path.suffix == ".keras":
        normalise_zip(path)


def run_keras(model, values):
    with tf.device("/CPU:0"):
        return np.asarray(model(values, training=False), dtype="float32")


class Index:
    """Collects what index.json says."""

    def __init__(self):
        self.models = []
        self.refusals = []

    def add(self, name, model, values, output, files, bounded, **more):
        assert np.isfinite(output).all(), name
        if bounded:
            assert output.min() >= 0 and output.max() <= 1, name
        entry = {
            "name": name,
            "files": files,
            "bounded": bounded,
            "parameters": int(model.count_params()),
            "inputShape": [-1 if size is None else size for size in model.input_shape],
            "outputShape": [-1 if size is None else size for size in model.output_shape],
        }
        entry.update(more)
        self.models.append(entry)
        write_json(FOLDER / f"{name}.json", {"input": tensor(values), "output": tensor(output)})
        sizes = ", ".join(f"{file} {(FOLDER / file).stat().st_size}" for file in files)
        print(f"{name}: {sizes}; output {output.min():.4f} .. {output.max():.4f}")
        for file in files:
            assert (FOLDER / file).stat().st_size < 200_000, file

    def refuse(self, file, code, mentions=()):
        self.refusals.append({"file": file, "code": code, "mentions": list(mentions)})
        print(f"{file}: {(FOLDER / file).stat().st_size}, refused with {code}")

    def write(self):
        write_json(
            FOLDER / "index.json",
            {"versions": versions(), "models": self.models, "refusals": self.refusals},
        )

