"""MobileNetV2 in two forms that compute the same function.

Trained form: every batch normalisation is folded into its convolution. Training with frozen
statistics does exactly this, at less than half the time of live batch norms on a processor.
Shipped form: Keras' own MobileNetV2, as users expect it.
"""

import pathlib

import keras
import numpy as np
from keras import layers

# expansion, channels, blocks, stride of the first: table 2 of Sandler et al. 2018
_STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1),
           (6, 160, 3, 2), (6, 320, 1, 1))
FEATURES = 1280
HEAD = "pneumonia"


def _block(x, prefix: str, channels_in: int, expansion: int, channels: int, stride: int):
    y = x
    if expansion > 1:
        y = layers.Conv2D(channels_in * expansion, 1, activation="relu6",
                          name=prefix + "expand")(y)
    if stride == 2:
        y = layers.ZeroPadding2D(((0, 1), (0, 1)), name=prefix + "pad")(y)
    y = layers.DepthwiseConv2D(3, stride, "same" if stride == 1 else "valid", activation="relu6",
                               name=prefix + "depthwise")(y)
    y = layers.Conv2D(channels, 1, name=prefix + "project")(y)
    if stride == 1 and channels_in == channels:
        return layers.Add(name=prefix + "add")([x, y])
    return y


def trained_form(dropout: float) -> keras.Model:
    """Input in 0..1, any even size; outputs one logit."""
    inputs = keras.Input((None, None, 3))
    x = layers.Rescaling(2.0, -1.0)(inputs)
    x = layers.Conv2D(32, 3, 2, "same", activation="relu6", name="Conv1")(x)
    channels_in, number = 32, 0
    for expansion, channels, blocks, stride in _STAGES:
        for block in range(blocks):
            prefix = "expanded_conv_" if number == 0 else f"block_{number}_"
            x = _block(x, prefix, channels_in, expansion, channels, stride if block == 0 else 1)
            channels_in, number = channels, number + 1
    x = layers.Conv2D(FEATURES, 1, activation="relu6", name="Conv_1")(x)
    x = layers.GlobalAveragePooling2D(name="features")(x)
    x = layers.Dropout(dropout)(x)
    outputs = layers.Dense(1, name=HEAD, kernel_initializer="zeros")(x)
    return keras.Model(inputs, outputs)


def _norm_name(layer: str) -> str:
    return {"Conv1": "bn_Conv1", "Conv_1": "Conv_1_bn"}.get(layer, layer + "_BN")


def _convolutions(model: keras.Model):
    kinds = (layers.Conv2D, layers.DepthwiseConv2D)
    return [layer for layer in model.layers if isinstance(layer, kinds)]


def load_imagenet(model: keras.Model, file: pathlib.Path) -> None:
    """Puts the folded ImageNet weights into the trained form."""
    with np.load(file) as arrays:
        for layer in _convolutions(model):
            layer.set_weights([arrays[f"{layer.name}/kernel"],
                               arrays[f"{_norm_name(layer.name)}/bias"]])


def _chains(model: keras.Model) -> list[tuple[list, str, object]]:
    """The linear bottlenecks: who writes one, the layer that ends it, and who reads it."""
    chains, numbers, number = [], {}, 0
    for stage, (_, _, blocks, _) in enumerate(_STAGES):
        numbers[stage] = list(range(number, number + blocks))
        number += blocks
    name = lambda n: "expanded_conv_" if n == 0 else f"block_{n}_"
    for stage, members in numbers.items():
        writers = [model.get_layer(name(n) + "project") for n in members]
        end = name(members[-1]) + ("add" if len(members) > 1 else "project")
        readers = [model.get_layer(name(n) + "expand") for n in members[1:]]
        after = members[-1] + 1
        readers.append(model.get_layer(name(after) + "expand" if after < number else "Conv_1"))
        chains.append((writers, end, readers))
    return chains


def even_out_bottlenecks(model: keras.Model, images: np.ndarray) -> None:
    """Gives every bottleneck channel unit deviation on real pictures, without changing the function.

    Folded kernels differ by orders of magnitude, and Adam takes steps of one size for all. A
    bottleneck is linear, so what its writers gain by a factor its readers give back.
    """
    chains = _chains(model)
    probe = keras.Model(model.input, [model.get_layer(end).output for _, end, _ in chains])
    for (writers, _, readers), values in zip(chains, probe.predict(images, verbose=0)):
        scale = 1.0 / np.maximum(values.std(axis=(0, 1, 2)), 1e-3)
        for layer in writers:
            kernel, bias = layer.get_weights()
            layer.set_weights([kernel * scale, bias * scale])
        for layer in readers:
            kernel, bias = layer.get_weights()
            layer.set_weights([kernel / scale[:, None], bias])


def shipped_form(trained: keras.Model, size: int, temperature: float = 1.0,
                 bias: float = 0.0) -> keras.Model:
    """Keras' MobileNetV2 with the trained weights; input in 0..1, output a probability.

    temperature, bias: the calibration, probability = sigmoid(logit / temperature + bias), which
    goes into the last layer.
    """
    inputs = keras.Input((size, size, 3), name="image")
    base = keras.applications.MobileNetV2(
        input_tensor=layers.Rescaling(2.0, -1.0, name="rescaling")(inputs), include_top=False,
        weights=None, pooling="avg", name="mobilenetv2")
    outputs = layers.Dense(1, activation="sigmoid", name=HEAD)(base.output)
    model = keras.Model(inputs, outputs, name="pneumonia_mobilenetv2")
    for layer in _convolutions(trained):
        kernel, offset = layer.get_weights()
        model.get_layer(layer.name).set_weights([kernel])
        norm = model.get_layer(_norm_name(layer.name))
        ones, zeros = np.ones_like(offset), np.zeros_like(offset)
        norm.set_weights([ones, offset, zeros, ones - np.float32(norm.epsilon)])
    kernel, offset = trained.get_layer(HEAD).get_weights()
    model.get_layer(HEAD).set_weights([kernel / temperature, offset / temperature + bias])
    return model
