"""The networks behind the fixtures, each layer in scope with its options.

A network with several branches joins them flattened; the index tells which part of the output
belongs to which branch, so that a difference names the layer it comes from.
"""

import numpy as np
from keras import Input, Model, Sequential, layers

from fixture_files import inputs, keras, randomise, run, save, start

MODELS = {}


def fixture(shape=(9, 8, 3), bounded=False, kind="normal", prepare=None):
    """Registers a function that gives a model (or model and branch labels)."""

    def register(function):
        function.shape, function.bounded, function.kind = shape, bounded, kind
        function.prepare = prepare
        MODELS[function.__name__] = function
        return function

    return register


def branches(shape, parts, stem=None):
    """One model whose output is every branch's value, flattened and joined."""
    entry = Input(shape)
    trunk = entry if stem is None else stem(entry)
    values = [function(trunk) for function in parts.values()]
    flat = [layers.Flatten()(value) for value in values]
    output = layers.Concatenate()(flat) if len(flat) > 1 else flat[0]
    segments, at = [], 0
    for label, value in zip(parts, flat):
        segments.append({"label": label, "from": at, "count": int(value.shape[-1])})
        at += int(value.shape[-1])
    return Model(entry, output), segments


def write_model(index, name, build):
    start(name)
    built = build()
    model, segments = built if isinstance(built, tuple) else (built, None)
    randomise(model, name)
    if build.prepare:
        build.prepare(model)
    values = inputs(name, build.shape, build.kind)
    output = run(model, values)
    files = [f"{name}.h5", f"{name}.keras"]
    for file in files:
        save(model, file)
    more = {"segments": segments} if segments else {}
    index.add(name, model, values, output, files, build.bounded, **more)


# --- one layer each: the first to get right -------------------------------------------------


@fixture()
def single_conv2d():
    return Sequential([Input((9, 8, 3)), layers.Conv2D(4, 3)])


@fixture()
def single_conv2d_same_stride2():
    return Sequential([Input((9, 8, 3)), layers.Conv2D(4, 3, strides=2, padding="same")])


@fixture()
def single_depthwise():
    return Sequential([Input((9, 8, 3)), layers.DepthwiseConv2D(3, padding="same")])


@fixture()
def single_batchnorm():
    return Sequential([Input((9, 8, 3)), layers.BatchNormalization()])


@fixture(bounded=True)
def single_dense_sigmoid():
    return Sequential([Input((7,)), layers.Dense(1, activation="sigmoid")])


single_dense_sigmoid.shape = (7,)


@fixture(bounded=True)
def small_cnn_sigmoid():
    return Sequential(
        [
            Input((9, 8, 3)),
            layers.Conv2D(4, 3, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@fixture(bounded=True)
def residual_softmax():
    entry = Input((9, 8, 3), name="picture")
    stem = layers.Conv2D(4, 3, padding="same", name="stem")(entry)
    x = layers.BatchNormalization(name="bn")(stem)
    x = layers.Activation("relu6", name="act")(x)
    x = layers.DepthwiseConv2D(3, padding="same", name="dw")(x)
    x = layers.Add(name="join")([stem, x])
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    return Model(entry, layers.Dense(3, activation="softmax", name="head")(x), name="residual")


# --- every layer with its options ------------------------------------------------------------


@fixture()
def conv2d_options():
    conv = layers.Conv2D
    return branches(
        (9, 8, 3),
        {
            "same": conv(2, 3, padding="same"),
            "valid_no_bias": conv(2, 3, use_bias=False),
            "same_stride2": conv(2, 3, strides=2, padding="same"),
            "valid_stride2": conv(2, 3, strides=2),
            "same_stride3_kernel5": conv(2, 5, strides=3, padding="same"),
            "same_stride_2_1": conv(2, 3, strides=(2, 1), padding="same"),
            "valid_stride_1_2": conv(2, (2, 3), strides=(1, 2)),
            "same_even_kernel": conv(2, (2, 4), padding="same"),
            "same_even_kernel_stride2": conv(2, 2, strides=2, padding="same"),
            "same_dilation2": conv(2, 3, dilation_rate=2, padding="same"),
            "valid_dilation_1_2": conv(2, 3, dilation_rate=(1, 2)),
            "groups3": conv(6, 3, groups=3),
            "groups3_same_stride2": conv(3, 3, groups=3, strides=2, padding="same"),
            "point": conv(3, 1),
            "point_same_stride2": conv(2, 1, strides=2, padding="same"),
            "point_valid_stride2": conv(2, 1, strides=2),
            "same_kernel_larger_than_picture": conv(1, 11, padding="same"),
        },
    )


@fixture()
def depthwise_options():
    depthwise = layers.DepthwiseConv2D
    return branches(
        (9, 8, 3),
        {
            "same": depthwise(3, padding="same"),
            "valid_no_bias": depthwise(3, use_bias=False),
            "multiplier2": depthwise(3, depth_multiplier=2),
            "multiplier3_same_stride2": depthwise(
                3, depth_multiplier=3, strides=2, padding="same", activation="relu"
            ),
            "same_stride2_kernel5": depthwise(5, strides=2, padding="same"),
            "valid_stride2": depthwise(3, strides=2),
            "kernel_2_3_same": depthwise((2, 3), padding="same"),
            "dilation2_same": depthwise(3, dilation_rate=2, padding="same"),
            "dilation2_valid_multiplier2": depthwise(3, dilation_rate=2, depth_multiplier=2),
        },
    )


@fixture()
def separable_options():
    separable = layers.SeparableConv2D
    return branches(
        (9, 8, 3),
        {
            "valid": separable(4, 3),
            "same_no_bias": separable(4, 3, padding="same", use_bias=False),
            "multiplier2_relu": separable(4, 3, depth_multiplier=2, activation="relu"),
            "same_stride2": separable(2, 3, strides=2, padding="same"),
            "dilation2": separable(2, 3, dilation_rate=2),
        },
    )
