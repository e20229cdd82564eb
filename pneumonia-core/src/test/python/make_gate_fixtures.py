"""Makes the golden files of the input gate: distances of features, colour and deviation of pictures.

Run: make_gate_fixtures.py
Needs: NumPy, Pillow. Computes distances with the training's own code (training/xray/gate.py), and
what is measured of pictures with NumPy on Pillow's pixels, of every s-th row and column (see
PixelSample). Reads the pictures that make_image_fixtures.py made; writes
src/test/resources/gate/gate.json, a gate of 12 features and 3 components, and golden.json, what it
says of some; the versions are in the latter.
"""

import importlib.util
import json
import math
import pathlib

import numpy as np
import PIL
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "resources" / "gate"
IMAGES = HERE.parent / "resources" / "image" / "golden"
PICTURES = ["jpeg-grey.jpg", "jpeg-444.jpg", "jpeg-420-noise.jpg", "png-grey1.png"]
SIZES = [(257, 256), (600, 500), (3, 70000)]
MOST = 1 << 16


def training_gate():
    file = HERE.parents[3] / "training" / "xray" / "gate.py"
    spec = importlib.util.spec_from_file_location("gate", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def features():
    random = np.random.default_rng(20261122)
    spread = np.array([5, 3, 2] + 9 * [0.3])
    turn, _ = np.linalg.qr(random.normal(size=(12, 12)))
    return (random.normal(size=(200, 12)) * spread @ turn + 1).astype(np.float32)


def measured(image):
    step = math.isqrt(-(-image.width * image.height // MOST) - 1) + 1
    grid = lambda mode: np.asarray(image.convert(mode), np.float64)[::step, ::step]
    rgb = grid("RGB")
    return {"colour": float((rgb.max(2) - rgb.min(2)).mean()), "deviation": float(grid("L").std())}


def pattern(width, height):
    """A picture that the test makes the same way."""
    x, y, c = np.meshgrid(np.arange(width), np.arange(height), np.arange(3), indexing="xy")
    return Image.fromarray(((x * x + 3 * y + 50 * c + x * y * c) % 251).astype(np.uint8))


def main():
    OUT.mkdir(exist_ok=True)
    gate = training_gate()
    right = features()
    statistics = gate.fit(right, 3)
    limits = gate.limits(statistics.distance(right))
    (OUT / "gate.json").write_text(
        json.dumps(gate.document(statistics, "0" * 64, limits), indent=1) + "\n")
    some = np.concatenate([right[:4], statistics.mean[None], right[4:6] * -3, 1e6 * right[6:7]])
    golden = {
        "versions": {"numpy": np.__version__, "pillow": PIL.__version__},
        "features": [[float(value) for value in row] for row in some],
        "distances": statistics.distance(some).tolist(),
        "pictures": [{"file": name, **measured(Image.open(IMAGES / name))} for name in PICTURES],
        "patterns": [{"width": w, "height": h, **measured(pattern(w, h))} for w, h in SIZES],
    }
    (OUT / "golden.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
