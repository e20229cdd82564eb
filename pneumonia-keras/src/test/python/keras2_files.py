"""Files in the dialects of older Keras versions.

Two kinds. `genuine_*` are built, run and saved by the frozen Keras 2 that TensorFlow still carries
inside (tensorflow.python.keras; no batch normalization in it). `dialect_*` are networks of Keras 3
whose configuration and weights are rewritten as Keras 2 would have written them; the expected
output is that of Keras 3.
"""

import io
import json
import zipfile

import h5py
import numpy as np
import tensorflow as tf
from keras import Input, Model, Sequential, layers

from keras.src.utils.naming import to_snake_case

from fixture_files import FOLDER, inputs, keras, rewrite_zip, save, settle, start
from keras_models import MODELS, built, fixture

# --- genuine ---------------------------------------------------------------------------------


def _old_keras():
    import tensorflow.python.keras as old
    from tensorflow.python.keras import layers as old_layers
    from tensorflow.python.keras import models as old_models
    from tensorflow.python.keras.saving import hdf5_format

    old.__version__ = "2.6.0"  # the release that this copy was frozen at, which it no longer says
    return old_layers, old_models, hdf5_format


def genuine_keras2_sequential(old, models):
    return models.Sequential(
        [
            old.Conv2D(4, 3, input_shape=(10, 9, 3), activation="relu"),
            old.ZeroPadding2D(((1, 0), (0, 1))),
            old.DepthwiseConv2D(3, strides=2, padding="same", activation="hard_sigmoid"),
            old.SpatialDropout2D(0.2),
            old.SeparableConv2D(5, 3, padding="same", depth_multiplier=2),
            old.LeakyReLU(alpha=0.2),
            old.Flatten(),
            old.Dense(3, activation="softmax"),
        ],
        name="sequential",
    )


def genuine_keras2_functional(old, models):
    entry = old.Input((8, 7, 3), name="input_1")
    a = old.Conv2D(4, 3, padding="same", dilation_rate=2)(entry)
    a = old.PReLU(shared_axes=[1, 2])(a)
    b = old.Conv2DTranspose(4, 3, padding="same", activation="elu")(entry)
    x = old.Add()([a, b])
    x = old.Concatenate()([x, old.ReLU(6.0, negative_slope=0.1)(b), entry])
    x = old.UpSampling2D(2, interpolation="bilinear")(old.AveragePooling2D(2, padding="same")(x))
    gate = old.Reshape((1, 1, 11))(old.GlobalAveragePooling2D()(x))
    gate = old.Dense(11, activation="hard_sigmoid", use_bias=False)(gate)
    x = old.Multiply()([x, gate])
    x = old.Cropping2D(1)(x)
    x = old.ELU(0.7)(old.Permute((2, 1, 3))(x))
    x = old.Dropout(0.5)(old.GlobalMaxPooling2D()(x))
    return models.Model(entry, old.Dense(1, activation="sigmoid")(x), name="model")


def genuine_keras2_nested(old, models):
    base_in = old.Input((8, 7, 3), name="base_in")
    x = old.Conv2D(4, 3, name="conv")(base_in)
    x = old.SeparableConv2D(4, 3, name="separable", use_bias=False)(x)
    base = models.Model(base_in, x, name="base")
    base.trainable = False
    head = models.Sequential(
        [old.GlobalAveragePooling2D(input_shape=(4, 3, 4)), old.Dense(2, name="logits")],
        name="head",
    )
    entry = old.Input((8, 7, 3), name="picture")
    x = head(base(old.Activation("swish")(entry)))
    return models.Model(entry, old.Softmax()(x), name="outer")


def genuine(index):
    old, models, hdf5_format = _old_keras()
    for build in (genuine_keras2_sequential, genuine_keras2_functional, genuine_keras2_nested):
        name = build.__name__
        start(name)
        from tensorflow.python.keras import backend

        backend.clear_session()
        model = build(old, models)
        values = inputs(name, model.input_shape[1:])
        output = settle(model, name, values, bounded=True)
        file = f"{name}.h5"
        hdf5_format.save_model_to_hdf5(model, str(FOLDER / file), include_optimizer=False)
        index.add(name, model, values, output, [file], bounded=True)


# --- rewritten -------------------------------------------------------------------------------


def as_keras2(value):
    """A configuration of Keras 3 in the words of Keras 2.4 to 2.15."""
    if isinstance(value, list):
        return [as_keras2(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("class_name") == "DTypePolicy":
        return value["config"]["name"]
    layer = {key: as_keras2(item) for key, item in value.items() if key not in NEW_KEYS}
    kind = layer.get("class_name")
    config = layer.get("config")
    if isinstance(config, dict):
        if "batch_shape" in config:
            config["batch_input_shape"] = config.pop("batch_shape")
        for key in NEW_OPTIONS.get(kind, ()):
            config.pop(key, None)
        if kind == "BatchNormalization":
            config["axis"] = [3] if config["axis"] in (-1, 3) else [config["axis"]]
        if kind == "LeakyReLU":
            config["alpha"] = config.pop("negative_slope")
        for key in ("input_layers", "output_layers"):
            if key in config and config[key] and isinstance(config[key][0], str):
                config[key] = [config[key]]
    if "inbound_nodes" in layer:
        layer["inbound_nodes"] = [_node(node) for node in value["inbound_nodes"]]
    return layer


NEW_KEYS = {"module", "registered_name", "build_config", "shared_object_id"}
NEW_OPTIONS = {
    "InputLayer": ["optional"],
    "BatchNormalization": ["synchronized", "renorm", "renorm_clipping", "renorm_momentum"],
    "Functional": ["trainable"],
    "Sequential": ["trainable", "dtype"],
    "GlorotUniform": ["input_axes", "output_axes"],
}


def _node(node):
    """[["layer", node, tensor, {}], ...] instead of arguments that hold tensors."""
    tensors = node["args"][0] if isinstance(node["args"][0], list) else node["args"]
    return [tensor["config"]["keras_history"] + [{}] for tensor in tensors]


def legacy_config(model):
    """The configuration as model.save('x.h5') writes it."""
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        from keras.src.legacy.saving import legacy_h5_format

        legacy_h5_format.save_model_to_hdf5(model, file, include_optimizer=False)
        return json.loads(file.attrs["model_config"])


def weight_groups(model):
    """Per layer its weights in the order of Keras 2, under names of Keras 2."""
    for layer in model.layers:
        weights = layer.trainable_weights + layer.non_trainable_weights
        named = [(_old_name(weight), np.asarray(weight)) for weight in weights]
        yield layer.name, [(name, value) for name, value in named if name]


def _old_name(weight):
    layer, name = weight.path.split("/")[-2:]
    if layer == "seed_generator" or name == "seed_generator_state":
        return None
    return f"{layer}/{name}:0"


def write_h5(model, file, config, version, names=list, text=str):
    """An .h5 as Keras 2 lays it out."""
    from keras.src.legacy.saving.legacy_h5_format import save_attributes_to_hdf5_group as chunked

    with h5py.File(FOLDER / file, "w") as h5:
        h5.attrs["model_config"] = text(json.dumps(config))
        h5.attrs["keras_version"] = text(version)
        h5.attrs["backend"] = text("tensorflow")
        root = h5.create_group("model_weights")
        root.attrs["keras_version"] = text(version)
        root.attrs["backend"] = text("tensorflow")
        groups = list(weight_groups(model))
        chunked(root, "layer_names", names([name.encode() for name, _ in groups]))
        for layer, weights in groups:
            group = root.create_group(layer)
            chunked(group, "weight_names", names([name.encode() for name, _ in weights]))
            for name, value in weights:
                group.create_dataset(name, data=value)


def fixed_length(names):
    return np.asarray(names, dtype="S") if names else np.zeros((0,), "S1")


def _without_input_layers(layer):
    """A Sequential of Keras 2.3 has no InputLayer: its first layer says the shape."""
    config = layer["config"]
    if isinstance(config, dict) and "layers" in config:
        starts = config["layers"][0]["class_name"]
        if layer["class_name"] == "Sequential" and starts == "InputLayer":
            shape = config["layers"].pop(0)["config"]["batch_input_shape"]
            first = config["layers"][0]["config"]
            if "layers" not in first:
                first["batch_input_shape"] = shape
        for inner in config["layers"]:
            _without_input_layers(inner)


def _policies(value):
    """Data types as the policy objects of Keras 2.4."""
    if isinstance(value, list):
        return [_policies(item) for item in value]
    if isinstance(value, dict):
        return {
            key: {"class_name": "Policy", "config": {"name": item}}
            if key == "dtype" and item == "float32" and "batch_input_shape" not in value
            else _policies(item)
            for key, item in value.items()
        }
    return value


def dialect(index, name, source, write):
    """One network of keras_models, saved by write(model, file name)."""
    model, values, output, more = built(name, source)
    file = name + (".keras" if name.endswith("keras") else ".h5")
    write(model, file)
    index.add(name, model, values, output, [file], MODELS[source].bounded, **more)


def _sequential_23(model, file):
    config = as_keras2(legacy_config(model))
    _without_input_layers(config)
    write_h5(model, file, config, "2.3.0-tf", names=fixed_length)


def _functional_224(model, file):
    """Class Model, the name of Functional until 2.3, with node indices and fixed-length names."""
    config = as_keras2(legacy_config(model))
    text = json.dumps(config).replace('"class_name": "Functional"', '"class_name": "Model"')
    write_h5(model, file, json.loads(text), "2.2.4-tf", names=fixed_length, text=np.bytes_)


def _policy_25(model, file):
    write_h5(model, file, _policies(as_keras2(legacy_config(model))), "2.5.0")


def _plain_215(model, file):
    write_h5(model, file, as_keras2(legacy_config(model)), "2.15.0")


LONG = "a_name_of_" + 4620 * "x"


@fixture()
def long_names():
    entry = Input((6, 5, 3))
    x = layers.Conv2D(3, 3, padding="same", name=LONG)(entry)
    for step in range(6):
        y = layers.BatchNormalization(name=f"norm_{step}")(x)
        x = layers.Add(name=f"add_{step}")([x, y]) if step % 2 else layers.ReLU(name=f"r_{step}")(y)
    return Model(entry, layers.Flatten()(x))


del MODELS["long_names"]


def _chunked_names(model, file):
    """Names and configuration above the 64,512 bytes that one attribute can hold."""
    config = as_keras2(legacy_config(model))
    config["config"]["comment"] = 48_000 * "."
    write_h5(model, file, config, "2.11.0")
    with h5py.File(FOLDER / file) as h5:
        assert "layer_names0" in h5["model_weights"].attrs
        assert "layer_names" not in h5["model_weights"].attrs
        assert len(h5.attrs["model_config"]) > 65_536


def _old_keras_archive(model, file):
    """A .keras of Keras 2.12, whose list of layers holds each layer with weights twice: the class
    counters have gaps."""
    _rewritten_archive(
        model, file, "2.12.0", lambda: renamed(model, "_layer_checkpoint_dependencies", "/", True)
    )


def _windows_archive(model, file):
    """A .keras written on Windows by Keras 2.13: path separators inside group names."""
    _rewritten_archive(model, file, "2.13.1", lambda: renamed(model, "layers", "\\", False))


def _rewritten_archive(model, file, version, names):
    save(model, file)

    def change(member, content):
        if member == "metadata.json":
            metadata = json.loads(content)
            metadata["keras_version"] = version
            return json.dumps(metadata).encode()
        if member == "config.json":
            return json.dumps(_archive_config(json.loads(content))).encode()
        return regrouped(content, names())

    rewrite_zip(FOLDER / file, FOLDER / file, change)


def _archive_config(config):
    """Keras 2.12 and later write modules into .keras, and all else as before."""
    old = as_keras2(config)

    def add_modules(layer, source):
        layer["module"] = source.get("module", "keras.layers")
        layer["registered_name"] = None
        if isinstance(layer["config"], dict):
            for inner, inner_source in zip(
                layer["config"].get("layers", []), source["config"].get("layers", [])
            ):
                add_modules(inner, inner_source)

    add_modules(old, config)
    return old


def renamed(model, container, separator, twice, old="", new=""):
    """(group in a .keras of Keras 3, group in the older file) for every layer."""
    old_counts, new_counts = {}, {}
    for layer in model.layers:
        kind = to_snake_case(type(layer).__name__)
        old_path = f"{old}layers/{_counted(kind, old_counts)}"
        new_path = f"{new}{container}{separator}{_counted(kind, new_counts)}"
        if twice and layer.weights:
            _counted(kind, new_counts)
        yield old_path, new_path
        if hasattr(layer, "layers"):
            inner = (old_path + "/", new_path + separator)
            yield from renamed(layer, container, separator, twice, *inner)


def _counted(kind, counts):
    counts[kind] = counts.get(kind, -1) + 1
    return f"{kind}_{counts[kind]}" if counts[kind] else kind


def regrouped(content, names):
    """The weights of a .keras under other group names."""
    memory = io.BytesIO()
    with h5py.File(io.BytesIO(content)) as source, h5py.File(memory, "w") as target:
        for old, new in names:
            group = target.require_group(new).create_group("vars")
            for key, dataset in source.get(f"{old}/vars", {}).items():
                group.create_dataset(key, data=dataset[()])
    return memory.getvalue()


def rewritten(index):
    dialect(index, "dialect_keras23_sequential", "small_cnn_sigmoid", _sequential_23)
    dialect(index, "dialect_keras23_teachable_machine", "nested_sequential", _sequential_23)
    dialect(index, "dialect_keras224_model", "residual_softmax", _functional_224)
    dialect(index, "dialect_keras224_nested", "nested_functional_frozen", _functional_224)
    dialect(index, "dialect_keras25_policy", "functional_shared_layers", _policy_25)
    dialect(index, "dialect_keras25_trainable", "nested_functional_trainable", _policy_25)
    dialect(index, "dialect_keras215_same_names", "nested_same_names", _plain_215)
    dialect(index, "dialect_keras215_open_size", "open_size", _plain_215)
    MODELS["long_names"] = long_names
    dialect(index, "dialect_chunked_names", "long_names", _chunked_names)
    for name, write in [("old_keras", _old_keras_archive), ("windows_keras", _windows_archive)]:
        dialect(index, f"dialect_{name}", "nested_functional_frozen", write)
    dialect(index, "dialect_flat_old_keras", "residual_softmax", _old_keras_archive)


def write_old(index):
    genuine(index)
    rewritten(index)
