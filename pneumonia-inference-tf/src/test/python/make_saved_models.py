"""Makes the SavedModel fixtures with their golden inputs and outputs.

Run: python make_saved_models.py   (writes to ../resources/saved-models)

Each folder is a SavedModel; golden.json beside them holds, for each that can be opened, one input
and the output that Keras or TensorFlow itself gives, as base64 of little-endian float32.
"""

import base64
import json
import os
import pathlib
import shutil

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "saved-models"


def tensor(values):
    values = np.ascontiguousarray(values, dtype="<f4")
    return {
        "shape": list(values.shape),
        "values": base64.b64encode(values.tobytes()).decode("ascii"),
    }


def weights(seed, *shape):
    return np.random.default_rng(seed).normal(0, 0.3, shape).astype("float32")


def keras_model(activation, units):
    model = keras.Sequential(
        [
            keras.Input((None, 12, 3)),
            keras.layers.Conv2D(4, 3, strides=2, padding="same", use_bias=False),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(max_value=6),
            keras.layers.DepthwiseConv2D(3, padding="same"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(units, activation=activation),
        ]
    )
    for index, variable in enumerate(model.weights):
        values = weights(index, *variable.shape)
        variable.assign(np.abs(values) + 0.5 if "variance" in variable.path else values)
    return model


class Affine(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(weights(7, 6, 2))

    @tf.function(input_signature=[tf.TensorSpec([1, 2, 3], tf.float32, name="picture")])
    def one_row(self, picture):
        return {"scores": tf.nn.softmax(tf.reshape(picture, [1, 6]) @ self.kernel)}

    @tf.function(input_signature=[tf.TensorSpec([None, 6], tf.float32, name="row")])
    def any_rows(self, row):
        return {"logits": row @ self.kernel}

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, 6], tf.float32, name="row"),
            tf.TensorSpec([None], tf.int32, name="age"),
        ]
    )
    def with_age(self, row, age):
        return {"logits": row @ self.kernel + tf.cast(age, tf.float32)[:, None]}


def save(module, name, signatures):
    tf.saved_model.save(module, str(OUT / name), signatures=signatures)


def main():
    print("tensorflow", tf.__version__, "keras", keras.__version__, "numpy", np.__version__)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    golden = {"made_with": {"tensorflow": tf.__version__, "keras": keras.__version__}}

    picture = weights(100, 3, 10, 12, 3)
    for name, activation, units in [("keras_sigmoid", "sigmoid", 1), ("keras_softmax", "softmax", 2)]:
        model = keras_model(activation, units)
        model.export(str(OUT / name), verbose=False)
        golden[name] = {"input": tensor(picture), "output": tensor(model(picture, training=False))}

    affine = Affine()
    rows = weights(101, 3, 2, 3)
    save(affine, "one_row_only", {"classify": affine.one_row})
    each = [affine.one_row(row[None])["scores"].numpy() for row in rows]
    golden["one_row_only"] = {"input": tensor(rows), "output": tensor(np.concatenate(each))}

    flat = weights(102, 2, 6)
    save(affine, "only_signature", {"logits": affine.any_rows})
    golden["only_signature"] = {
        "input": tensor(flat),
        "output": tensor(affine.any_rows(flat)["logits"]),
    }

    save(affine, "two_inputs", {"serving_default": affine.with_age})
    save(affine, "two_signatures", {"first": affine.any_rows, "second": affine.one_row})

    for fingerprint in OUT.glob("*/fingerprint.pb"):
        fingerprint.unlink()
    for folder in OUT.glob("*/assets"):
        folder.rmdir()
    (OUT / "golden.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
