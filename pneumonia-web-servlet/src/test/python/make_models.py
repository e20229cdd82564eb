"""Makes a second model for the tests of switching: the phantom network of the examples with another bias, as a .keras
file with its card. The result is the same byte for byte wherever the same versions run.

    python src/test/python/make_models.py        (in pneumonia-web-servlet)
"""

import hashlib
import io
import json
import pathlib
import zipfile

import keras
import numpy

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[3] / "pneumonia-examples/data/phantom-net.h5"
TARGET = HERE.parent / "resources/io/pneumonia/web/phantom-shifted.keras"


def without_dates(data: bytes) -> bytes:
    """The same archive with fixed times of its entries and without the day on which it was saved."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in sorted(source.namelist()):
            content = source.read(entry)
            if entry == "metadata.json":
                metadata = json.loads(content)
                metadata["date_saved"] = "2026-11-28@00:00:00"
                content = json.dumps(metadata).encode()
            info = zipfile.ZipInfo(entry, (2026, 11, 28, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()


def main() -> None:
    print("keras", keras.__version__, "numpy", numpy.__version__)
    model = keras.models.load_model(SOURCE, compile=False)
    last = model.layers[-1]
    kernel, bias = last.get_weights()
    last.set_weights([kernel, bias + numpy.float32(0.25)])
    model.save(TARGET)
    TARGET.write_bytes(without_dates(TARGET.read_bytes()))
    size = model.input_shape[1:3]
    card = {
        "schema_version": 1,
        "name": "phantom-shifted",
        "version": "2.0",
        "sha256": hashlib.sha256(TARGET.read_bytes()).hexdigest(),
        "input": {
            "width": size[1],
            "height": size[0],
            "color_mode": "rgb" if model.input_shape[3] == 3 else "grey",
            "fit": "squash",
            "interpolation": "pillow_bicubic",
            "scaling": {"kind": "divide", "divisor": 255},
            "layout": "nhwc",
        },
        "output": {
            "kind": "sigmoid",
            "labels": ["NORMAL", "PNEUMONIA"],
            "positive_labels": ["PNEUMONIA"],
        },
        "threshold": 0.5,
        "measured": [
            {
                "metric": "AUROC",
                "value": 0.75,
                "data_set": "drawn phantoms, for tests only",
                "date": "2026-11-28",
            }
        ],
        "limits": ["Knows drawings only."],
    }
    TARGET.with_name(TARGET.name + ".card.json").write_text(json.dumps(card, indent=2) + "\n")
    print(TARGET.name, TARGET.stat().st_size, "bytes", "input", model.input_shape)


main()
