"""The networks behind the fixtures, each layer in scope with its options.

A network with several branches joins them flattened; the index tells which part of the output
belongs to which branch, so that a difference names the layer it comes from.
"""

import numpy as np
from keras import Input, Model, Sequential, layers

from fixture_files import inputs, run_keras, save, settle, start

MODELS = {}
BOTH, H5, ZIP = ("h5", "keras"), ("h5",), ("keras",)


def fixture(bounded=False, kind="normal", prepare=None, sizes=None, run=run_keras, formats=BOTH):
    """Registers a function that gives a model (or model and branch labels). Sizes are those of the
    input of a network that leaves them open."""

    def register(function):
        function.sizes, function.bounded, function.kind = sizes, bounded, kind
        function.prepare, function.run, function.formats = prepare, run, formats
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


def built(name, source=None):
    """A network with its weights, its input and its output; and the labels of its branches."""
    build = MODELS[source or name]
    start(name)
    made = build()
    model, segments = made if isinstance(made, tuple) else (made, None)
    values = inputs(name, build.sizes or model.input_shape[1:], build.kind)
    output = settle(model, name, values, build.bounded, build.prepare, build.run)
    return model, values, output, {"segments": segments} if segments else {}


def write_model(index, name):
    build = MODELS[name]
    model, values, output, more = built(name)
    files = [f"{name}.{format}" for format in build.formats]
    for file in files:
        save(model, file)
    index.add(name, model, values, output, files, build.bounded, **more)


# --- one layer each: the first to get right -------------------------------------------------


@fixture()
def single_conv2d():
    return Sequential([Input((9, 8, 3)), layers.Conv2D(4, 3)])


@fixture(formats=H5)
def single_conv2d_same_stride2():
    return Sequential([Input((9, 8, 3)), layers.Conv2D(4, 3, strides=2, padding="same")])


@fixture(formats=ZIP)
def single_depthwise():
    return Sequential([Input((9, 8, 3)), layers.DepthwiseConv2D(3, padding="same")])


@fixture()
def single_batchnorm():
    return Sequential([Input((9, 8, 3)), layers.BatchNormalization()])


@fixture(bounded=True, formats=ZIP)
def single_dense_sigmoid():
    return Sequential([Input((7,)), layers.Dense(1, activation="sigmoid")])



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


@fixture(formats=H5)
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


@fixture(formats=H5)
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


@fixture(formats=ZIP)
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


@fixture(formats=H5)
def conv2d_transpose_options():
    transpose = layers.Conv2DTranspose
    return branches(
        (5, 4, 3),
        {
            "valid": transpose(2, 3),
            "same": transpose(2, 3, padding="same"),
            "valid_stride2": transpose(2, 3, strides=2),
            "same_stride2": transpose(2, 3, strides=2, padding="same"),
            "same_stride2_kernel4_no_bias": transpose(
                2, 4, strides=2, padding="same", use_bias=False, activation="relu"
            ),
            "valid_stride3_kernel2": transpose(2, 2, strides=3),
            "same_stride3_kernel2": transpose(2, 2, strides=3, padding="same"),
            "same_stride_2_1": transpose(2, 3, strides=(2, 1), padding="same"),
            "valid_output_padding": transpose(2, 3, strides=2, output_padding=1),
            "same_output_padding": transpose(2, 3, strides=2, padding="same", output_padding=1),
            "same_output_padding_0_1": transpose(
                2, 3, strides=2, padding="same", output_padding=(0, 1)
            ),
            "same_kernel5_stride3": transpose(1, 5, strides=3, padding="same"),
            "valid_kernel_2_3_stride_1_2": transpose(1, (2, 3), strides=(1, 2)),
        },
    )


def _run_dilated(model, values):
    """TensorFlow has no dilated Conv2DTranspose on the processor: the same kernels with zeros
    between their taps are computed instead."""
    stuffed, _ = _transposed(5, 1)
    for layer, source in zip(stuffed.layers, model.layers):
        if source.weights:
            kernel, bias = source.get_weights()
            zeros = np.zeros((5, 5) + kernel.shape[2:], "float32")
            zeros[::2, ::2] = kernel
            layer.set_weights([zeros, bias])
    return run_keras(stuffed, values)


def _transposed(kernel, dilation):
    transpose = layers.Conv2DTranspose
    return branches(
        (5, 4, 3),
        {
            "valid": transpose(2, kernel, dilation_rate=dilation),
            "same": transpose(2, kernel, dilation_rate=dilation, padding="same"),
        },
    )


@fixture(run=_run_dilated, formats=H5)
def conv2d_transpose_dilated():
    return _transposed(3, 2)


def after(*chain):
    """A branch of one layer after another."""

    def apply(x):
        for layer in chain:
            x = layer(x)
        return x

    return apply


@fixture(formats=ZIP)
def batch_normalization_options():
    norm = layers.BatchNormalization
    return branches(
        (9, 8, 3),
        {
            "plain": norm(),
            "no_scale": norm(scale=False),
            "no_center": norm(center=False),
            "neither": norm(scale=False, center=False),
            "epsilon": norm(epsilon=0.05),
            "axis3": norm(axis=3, epsilon=1.001e-5),
            "before_padded_conv": after(norm(), layers.Conv2D(2, 3, padding="same")),
            "twice": after(norm(), norm(epsilon=0.1)),
        },
    )


@fixture(formats=H5)
def batch_normalization_after_products():
    """Where folding the scale into the weights before is exact, and where it is not."""
    norm = layers.BatchNormalization
    shared = layers.Conv2D(3, 3, name="used_twice")
    return branches(
        (9, 8, 3),
        {
            "after_conv": after(layers.Conv2D(3, 3, padding="same"), norm()),
            "after_conv_no_bias_then_relu": after(
                layers.Conv2D(3, 3, use_bias=False), norm(scale=False), layers.ReLU()
            ),
            "after_activated_conv": after(layers.Conv2D(3, 3, activation="relu"), norm()),
            "after_depthwise": after(layers.DepthwiseConv2D(3, depth_multiplier=2), norm()),
            "after_separable": after(layers.SeparableConv2D(4, 3), norm(center=False)),
            "after_transposed": after(layers.Conv2DTranspose(2, 3, strides=2), norm()),
            "after_transposed_output_padding": after(
                layers.Conv2DTranspose(2, 3, strides=2, output_padding=1), norm()
            ),
            "after_grouped": after(layers.Conv2D(6, 3, groups=3), norm()),
            "after_dense": after(layers.Flatten(), layers.Dense(5), norm(epsilon=1e-2)),
            "conv_used_twice": lambda x: layers.Add()([norm()(shared(x)), shared(x)]),
        },
    )


@fixture(formats=ZIP)
def layer_normalization_options():
    norm = layers.LayerNormalization
    return branches(
        (5, 4, 6),
        {
            "plain": norm(),
            "epsilon": norm(epsilon=0.1),
            "no_scale": norm(scale=False),
            "no_center": norm(center=False),
            "axis3": norm(axis=3),
            "after_pool": lambda x: norm(epsilon=1e-6)(layers.GlobalAveragePooling2D()(x)),
        },
    )


ACTIVATIONS = (
    "relu relu6 sigmoid softmax swish silu hard_sigmoid hard_swish hard_silu tanh elu selu gelu"
    " softplus softsign exponential linear"
).split()


@fixture(formats=H5)
def activation_layers():
    parts = {name: layers.Activation(name) for name in ACTIVATIONS}
    return branches((4, 3, 3), parts, stem=_wide(2.5))


def _wide(scale):
    """Values so large that every bend of every function is passed."""
    return layers.Rescaling(scale)


@fixture(formats=H5)
def activation_arguments():
    parts = {}
    for position, name in enumerate(ACTIVATIONS):
        kind = position % 3
        if kind == 0:
            parts["conv_" + name] = layers.Conv2D(2, 2, activation=name)
        elif kind == 1:
            parts["depthwise_" + name] = layers.DepthwiseConv2D(2, activation=name)
        else:
            parts["dense_" + name] = layers.Dense(3, activation=name)
    return branches((3, 4, 3), parts, stem=_wide(1.2))


@fixture(formats=ZIP)
def advanced_activations():
    prelu = layers.PReLU
    return branches(
        (4, 3, 3),
        {
            "relu": layers.ReLU(),
            "relu_max6": layers.ReLU(6.0),
            "relu_slope": layers.ReLU(negative_slope=0.1),
            "relu_threshold": layers.ReLU(threshold=1.5),
            "relu_all": layers.ReLU(max_value=5.0, negative_slope=0.2, threshold=1.0),
            "relu_max_slope": layers.ReLU(max_value=2.0, negative_slope=0.3, threshold=0.5),
            "leaky": layers.LeakyReLU(),
            "leaky_slope": layers.LeakyReLU(negative_slope=0.05),
            "elu": layers.ELU(),
            "elu_alpha": layers.ELU(alpha=0.5),
            "prelu": prelu(),
            "prelu_shared": prelu(shared_axes=[1, 2]),
            "prelu_shared_rows": prelu(shared_axes=[1]),
            "prelu_dense": lambda x: prelu()(layers.Flatten()(x)),
            "softmax": layers.Softmax(),
            "softmax_axis1": layers.Softmax(axis=1),
            "softmax_axis2": layers.Softmax(axis=2),
        },
        stem=_wide(3.0),
    )


@fixture(formats=ZIP)
def padding_and_cropping():
    return branches(
        (9, 8, 3),
        {
            "pad": layers.ZeroPadding2D(),
            "pad_pair": layers.ZeroPadding2D((2, 1)),
            "pad_sides": layers.ZeroPadding2D(((0, 1), (2, 3))),
            "pad_then_conv": lambda x: layers.Conv2D(2, 3, strides=2)(
                layers.ZeroPadding2D(((0, 1), (0, 1)))(x)
            ),
            "crop": layers.Cropping2D(1),
            "crop_pair": layers.Cropping2D((2, 1)),
            "crop_sides": layers.Cropping2D(((0, 1), (2, 3))),
            "center_crop_odd_rest": layers.CenterCrop(4, 5),
            "center_crop_even_rest": layers.CenterCrop(5, 4),
            "center_crop_whole": layers.CenterCrop(9, 8),
        },
    )


@fixture(formats=H5)
def pooling_options():
    parts = {}
    for name, pool in [("max", layers.MaxPooling2D), ("average", layers.AveragePooling2D)]:
        parts[name] = pool(2)
        parts[name + "_same"] = pool(2, padding="same")
        parts[name + "_3_stride1_same"] = pool(3, strides=1, padding="same")
        parts[name + "_3_stride2"] = pool(3, strides=2)
        parts[name + "_3_stride2_same"] = pool(3, strides=2, padding="same")
        parts[name + "_3_2"] = pool((3, 2))
        parts[name + "_3_2_stride_1_2_same"] = pool((3, 2), strides=(1, 2), padding="same")
        parts[name + "_padded_before"] = _padded(pool)
    return branches((9, 8, 3), parts)


def _padded(pool):
    return lambda x: pool(3, strides=2)(layers.ZeroPadding2D(1)(x))


@fixture(formats=ZIP)
def global_pooling_options():
    return branches(
        (5, 4, 3),
        {
            "average": layers.GlobalAveragePooling2D(),
            "average_keepdims": layers.GlobalAveragePooling2D(keepdims=True),
            "max": layers.GlobalMaxPooling2D(),
            "max_keepdims": layers.GlobalMaxPooling2D(keepdims=True),
        },
    )


@fixture(formats=H5)
def shapes_and_dense():
    return branches(
        (4, 3, 6),
        {
            "flatten": layers.Flatten(),
            "flatten_channels_first": layers.Flatten(data_format="channels_first"),
            "reshape": layers.Reshape((3, 24)),
            "reshape_open": layers.Reshape((-1, 6)),
            "reshape_open_middle": layers.Reshape((2, -1, 3)),
            "permute": layers.Permute((2, 1, 3)),
            "permute_channels_first": layers.Permute((3, 1, 2)),
            "permute_then_flatten_conv": lambda x: layers.Permute((3, 2, 1))(
                layers.Conv2D(2, 2)(x)
            ),
            "dense_rank4": layers.Dense(3),
            "dense_rank3": lambda x: layers.Dense(2, use_bias=False)(layers.Reshape((12, 6))(x)),
            "dense_rank2": lambda x: layers.Dense(4, activation="tanh")(layers.Flatten()(x)),
            "reshape_from_vector": lambda x: layers.Conv2D(2, 2)(
                layers.Reshape((2, 2, 3))(layers.Dense(12)(layers.Flatten()(x)))
            ),
            "softmax_rank3": lambda x: layers.Softmax(axis=1)(layers.Reshape((12, 6))(x)),
        },
    )


@fixture(formats=H5)
def merge_options():
    entry = Input((4, 5, 3))
    a = layers.Conv2D(3, 1, name="a")(entry)
    b = layers.Conv2D(3, 1, name="b", activation="tanh")(entry)
    c = layers.Conv2D(3, 3, padding="same", name="c")(entry)
    channels = layers.GlobalAveragePooling2D(keepdims=True, name="channels")(a)
    plane = layers.Conv2D(1, 1, name="plane")(entry)
    parts = {}
    for kind in (layers.Add, layers.Multiply, layers.Average, layers.Maximum, layers.Minimum):
        parts[kind.__name__ + "2"] = kind()([a, b])
        parts[kind.__name__ + "3"] = kind()([a, b, c])
        parts[kind.__name__ + "_channels"] = kind()([a, channels])
        parts[kind.__name__ + "_plane_first"] = kind()([plane, a])
    parts["Subtract"] = layers.Subtract()([a, b])
    parts["Subtract_channels"] = layers.Subtract()([channels, b])
    parts["Add_same_twice"] = layers.Add()([a, a])
    parts["Concatenate"] = layers.Concatenate()([a, b])
    parts["Concatenate3_axis1"] = layers.Concatenate(axis=1)([a, b, c])
    parts["Concatenate_axis2"] = layers.Concatenate(axis=2)([b, a])
    parts["Concatenate_axis3"] = layers.Concatenate(axis=3)([plane, c])
    parts["Concatenate_axis_minus2"] = layers.Concatenate(axis=-2)([c, a])
    return _join(entry, parts)


def _join(entry, parts):
    flat = [layers.Flatten()(value) for value in parts.values()]
    segments, at = [], 0
    for label, value in zip(parts, flat):
        segments.append({"label": label, "from": at, "count": int(value.shape[-1])})
        at += int(value.shape[-1])
    return Model(entry, layers.Concatenate()(flat)), segments


@fixture(formats=H5)
def resizing_options():
    parts = {}
    for method in ("bilinear", "nearest"):
        for height, width in [(18, 16), (5, 4), (7, 13), (1, 1)]:
            parts[f"resizing_{method}_{height}_{width}"] = layers.Resizing(
                height, width, interpolation=method
            )
        parts[f"upsampling_{method}"] = layers.UpSampling2D(interpolation=method)
        parts[f"upsampling_{method}_3_2"] = layers.UpSampling2D((3, 2), interpolation=method)
    return branches((9, 8, 3), parts)


def _statistics(model):
    """Statistics are weights of a Normalization that was adapted; here to a seeded sample."""
    for layer in model.layers:
        if isinstance(layer, layers.Normalization) and layer.input_mean is None:
            layer.adapt(inputs("statistics", (9, 8, 3), "pixels", batch=4))


@fixture(formats=H5)
def channels_first():
    """(batch, channels, rows, columns): whatever of it TensorFlow runs on the processor."""
    first = {"data_format": "channels_first"}
    return branches(
        (3, 9, 8),
        {
            "depthwise": layers.DepthwiseConv2D(3, **first),
            "separable": layers.SeparableConv2D(2, 3, **first),
            "max_pool": layers.MaxPooling2D(2, padding="same", **first),
            "average_pool": layers.AveragePooling2D(2, **first),
            "global_average": layers.GlobalAveragePooling2D(**first),
            "global_max_keepdims": layers.GlobalMaxPooling2D(keepdims=True, **first),
            "pad": layers.ZeroPadding2D(((1, 0), (0, 2)), **first),
            "crop": layers.Cropping2D(((1, 0), (0, 2)), **first),
            "upsampling": layers.UpSampling2D((2, 3), **first),
            "upsampling_bilinear": layers.UpSampling2D(2, interpolation="bilinear", **first),
            "resizing": layers.Resizing(5, 4, **first),
            "center_crop": layers.CenterCrop(4, 3, **first),
            "flatten": layers.Flatten(**first),
            "batch_normalization": layers.BatchNormalization(axis=1),
            "layer_normalization": layers.LayerNormalization(axis=1),
            "prelu": layers.PReLU(shared_axes=[2, 3]),
        },
    )


@fixture(kind="pixels", prepare=_statistics)
def normalization_and_rescaling():
    norm = layers.Normalization
    return branches(
        (9, 8, 3),
        {
            "adapted": norm(),
            "adapted_axis3": norm(axis=3),
            "given": norm(mean=[120.0, 110.0, 100.0], variance=[3000.0, 2500.0, 3600.0]),
            "given_scalar": norm(axis=None, mean=127.5, variance=5418.75),
            "inverted": norm(mean=[1.0, 2.0, 3.0], variance=[0.0004, 0.0009, 0.0001], invert=True),
            "rescaling": layers.Rescaling(1 / 255),
            "rescaling_offset": layers.Rescaling(1 / 127.5, offset=-1),
            "rescaling_list": layers.Rescaling([0.01, 0.02, 0.03], offset=[-1.0, 0.5, 0.0]),
            "rescaling_then_conv": lambda x: layers.Conv2D(2, 3, padding="same")(
                layers.Rescaling(1 / 255, offset=0.25)(x)
            ),
            "torch_style": lambda x: norm(
                mean=[0.485, 0.456, 0.406], variance=[0.229**2, 0.224**2, 0.225**2]
            )(layers.Rescaling(1 / 255)(x)),
        },
    )


def _identities(augmentation):
    return Sequential(
        [
            Input((8, 8, 3)),
            *augmentation,
            layers.Rescaling(1 / 255),
            layers.GaussianNoise(0.1),
            layers.Conv2D(4, 3, activation="relu"),
            layers.SpatialDropout2D(0.3),
            layers.GaussianDropout(0.2),
            layers.AlphaDropout(0.2),
            layers.ActivityRegularization(l2=0.01),
            layers.GlobalAveragePooling2D(),
            layers.Dropout(0.5),
            layers.Dense(2, activation="softmax"),
        ]
    )


@fixture(kind="pixels", bounded=True, formats=H5)
def identity_at_inference():
    """Augmentation and noise in front, dropouts behind: none of them does anything here."""
    return _identities(
        [
            layers.RandomFlip("horizontal"),
            layers.RandomRotation(0.1),
            layers.RandomZoom(0.1),
            layers.RandomTranslation(0.1, 0.1),
            layers.RandomContrast(0.2),
        ]
    )


@fixture(kind="pixels", bounded=True, formats=ZIP)
def nested_augmentation():
    """The augmentation as a Sequential of its own, as the tutorials have it."""
    augmentation = Sequential(
        [layers.RandomFlip("horizontal_and_vertical"), layers.RandomBrightness(0.2)],
        name="data_augmentation",
    )
    return _identities([augmentation])


# --- whole networks ----------------------------------------------------------------------------


@fixture(bounded=True, formats=ZIP)
def functional_shared_layers():
    """One layer and one whole model, each called on two branches."""
    entry = Input((9, 8, 3), name="picture")
    conv = layers.Conv2D(4, 3, padding="same", name="shared_conv")
    norm = layers.BatchNormalization(name="shared_bn")
    left = norm(conv(entry))
    right = norm(conv(layers.Conv2D(3, 1, name="tint")(entry)))
    tower_in = Input((9, 8, 4), name="tower_in")
    tower_out = layers.Conv2D(3, 3, strides=2, activation="relu", name="tower_conv")(tower_in)
    tower = Model(tower_in, layers.GlobalMaxPooling2D()(tower_out), name="tower")
    joined = layers.Concatenate()([tower(left), tower(layers.ReLU()(right))])
    return Model(entry, layers.Dense(1, activation="sigmoid", name="score")(joined))


@fixture(bounded=True)
def nested_sequential():
    """The shape of a Teachable Machine export: Sequential in Sequential in Sequential."""
    entry = Input((12, 12, 3), name="input_1")
    x = layers.ZeroPadding2D(((0, 1), (0, 1)), name="Conv1_pad")(entry)
    x = layers.Conv2D(4, 3, strides=2, use_bias=False, name="Conv1")(x)
    x = layers.BatchNormalization(name="bn_Conv1")(x)
    x = layers.ReLU(6.0, name="Conv1_relu")(x)
    y = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="dw")(x)
    y = layers.BatchNormalization(name="dw_bn", epsilon=1e-3)(y)
    x = layers.Add(name="add")([x, y])
    base = Model(entry, x, name="base")
    features = Sequential([base, layers.GlobalAveragePooling2D(name="gap")], name="sequential_1")
    head = Sequential(
        [
            Input((4,)),
            layers.Dense(5, activation="relu", name="dense_1"),
            layers.Dense(3, use_bias=False, activation="softmax", name="dense_2"),
        ],
        name="sequential_3",
    )
    return Sequential([Input((12, 12, 3)), features, head], name="sequential_4")



def _base(name):
    entry = Input((9, 8, 3), name=name + "_in")
    x = layers.Conv2D(4, 3, padding="same", use_bias=False)(entry)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.SeparableConv2D(4, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Conv2D(3, 1)(x)
    return Model(entry, x, name=name)


def _nested_functional(trainable):
    inner = _base("inner")
    middle_in = Input((9, 8, 3), name="middle_in")
    x = layers.Conv2D(3, 3, padding="same", name="before")(middle_in)
    x = inner(x)
    x = layers.BatchNormalization(name="after")(x)
    middle = Model(middle_in, x, name="middle")
    middle.trainable = trainable
    entry = Input((9, 8, 3), name="picture")
    x = middle(layers.Rescaling(0.5)(entry))
    x = layers.Flatten()(x)
    return Model(entry, layers.Dense(1, activation="sigmoid")(x), name="outer")


@fixture(bounded=True)
def nested_functional_frozen():
    return _nested_functional(trainable=False)


@fixture(bounded=True, formats=H5)
def nested_functional_trainable():
    return _nested_functional(trainable=True)


@fixture(bounded=True, formats=H5)
def nested_partly_frozen():
    """Fine-tuning: the last layers of the base can be trained, its batch norms cannot."""
    model = _nested_functional(trainable=True)
    inner = model.get_layer("middle").get_layer("inner")
    for layer in inner.layers[:3]:
        layer.trainable = False
    for layer in inner.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    return model


@fixture(bounded=True, formats=H5)
def nested_same_names():
    """Two bases whose layers have the same names, which is allowed while each is nested."""
    entry = Input((9, 8, 3))
    towers = []
    for name in ("left", "right"):
        tower_in = Input((9, 8, 3), name="tower_in")
        x = layers.Conv2D(3, 3, strides=2, name="conv")(tower_in)
        x = layers.BatchNormalization(name="bn")(x)
        towers.append(Model(tower_in, layers.GlobalAveragePooling2D()(x), name=name))
    joined = layers.Concatenate()([tower(entry) for tower in towers])
    return Model(entry, layers.Dense(2, activation="softmax", name="conv")(joined))


@fixture(formats=H5)
def squeeze_and_excite():
    """A block of MobileNetV3: channel gates made by 1x1 convolutions or by dense layers."""
    entry = Input((9, 8, 3))
    x = layers.Conv2D(6, 1, use_bias=False)(entry)
    x = layers.BatchNormalization(epsilon=1e-3, momentum=0.999)(x)
    x = layers.Activation("hard_swish")(x)
    gate = layers.GlobalAveragePooling2D(keepdims=True)(x)
    gate = layers.Conv2D(2, 1, activation="relu")(gate)
    gate = layers.Conv2D(6, 1, activation="hard_sigmoid")(gate)
    x = layers.Multiply()([x, gate])
    gate = layers.GlobalAveragePooling2D()(x)
    gate = layers.Reshape((1, 1, 6))(gate)
    gate = layers.Dense(3, activation="swish")(gate)
    gate = layers.Dense(6, activation="sigmoid")(gate)
    return Model(entry, layers.Multiply()([x, gate]))


@fixture(formats=H5)
def resnet_v2_stem():
    """Zeros padded around negative values in front of a maximum: they win it. And the block behind,
    with its batch norm first and a shortcut that is a maximum over one value."""
    entry = Input((19, 16, 3))
    x = layers.Conv2D(4, 7, strides=2, name="conv1")(layers.ZeroPadding2D(3)(entry))
    x = layers.ZeroPadding2D(1, name="pool1_pad")(x)
    x = layers.MaxPooling2D(3, strides=2, name="pool1_pool")(x)
    y = layers.BatchNormalization(epsilon=1.001e-5)(x)
    y = layers.Activation("relu")(y)
    y = layers.Conv2D(4, 3, use_bias=False, strides=2)(layers.ZeroPadding2D(1)(y))
    x = layers.Add()([layers.MaxPooling2D(1, strides=2)(x), y])
    x = layers.BatchNormalization(epsilon=1.001e-5)(x)
    return Model(entry, layers.Flatten()(layers.Activation("relu")(x)))


@fixture()
def operators():
    """Keras 3 writes arithmetic on tensors as layers named Add, Multiply and so on, with numbers
    among their arguments: MobileNetV3 of keras.applications has x + 3 and x * (1 / 6)."""
    entry = Input((9, 8, 3))
    x = layers.Conv2D(3, 3, name="conv")(entry)
    y = layers.Conv2D(3, 3, name="other")(entry)
    gate = layers.ReLU(6.0)(x + 3.0) * (1.0 / 6.0)
    return _join(entry, {"hard_sigmoid": gate, "gated": layers.Multiply()([x, gate]), "sum": x + y})


@fixture(bounded=True)
def compiled_with_optimizer():
    model = small_cnn_sigmoid()
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    model.optimizer.build(model.trainable_variables)
    return model


@fixture(sizes=(11, 7, 3), bounded=True, formats=H5)
def open_size():
    """Height and width are unknown in the file: whoever opens it says them."""
    entry = Input((None, None, 3))
    x = layers.Conv2D(4, 3, strides=2, padding="same")(entry)
    x = layers.BatchNormalization()(x)
    x = layers.MaxPooling2D(2, padding="same")(x)
    x = layers.GlobalAveragePooling2D()(x)
    return Model(entry, layers.Dense(2, activation="sigmoid")(x))


@fixture(bounded=True, formats=ZIP)
def grey_logit_activation():
    """One channel, a linear last Dense, and the sigmoid as a layer of its own."""
    return Sequential(
        [
            Input((8, 8, 1)),
            layers.Conv2D(3, 3, activation="elu"),
            layers.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dense(1),
            layers.Activation("sigmoid"),
        ]
    )


@fixture(bounded=True, formats=H5)
def fully_convolutional():
    """No Dense: a 1x1 convolution, a pool, a Softmax layer; names with blanks and other signs."""
    return Sequential(
        [
            Input((10, 10, 3), name="x ray"),
            layers.Conv2D(4, 3, activation="gelu", name="block.1-conv"),
            layers.Conv2D(4, 3, dilation_rate=2, activation="selu", name="Block 2"),
            layers.Conv2D(3, 1, name="classes"),
            layers.GlobalMaxPooling2D(name="pool"),
            layers.Softmax(name="softmax"),
        ],
        name="fully convolutional",
    )
