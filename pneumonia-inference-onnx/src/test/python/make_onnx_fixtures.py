"""Small .onnx files and what Python's onnxruntime computes from them.

    python make_onnx_fixtures.py ../resources/onnx

Deterministic: the same bytes each time. Input of every runnable file is described in
OnnxFilesTest: value i of a row-major tensor is sin(i).
"""

import json
import os
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

print("onnx", onnx.__version__, "onnxruntime", onnxruntime.__version__, "numpy", np.__version__)

OUT = sys.argv[1]
RANDOM = np.random.default_rng(7)
FLOAT = TensorProto.FLOAT


def weight(name, *shape, dtype=np.float32):
    return numpy_helper.from_array(RANDOM.normal(0, 0.3, shape).astype(dtype), name)


def constant(name, value, dtype=np.float32):
    return numpy_helper.from_array(np.array(value, dtype), name)


def save(name, nodes, inputs, outputs, weights, opset=17, domains=(), **options):
    graph = helper.make_graph(nodes, name, inputs, outputs, weights)
    sets = [helper.make_opsetid("", opset)] + [helper.make_opsetid(d, 1) for d in domains]
    model = helper.make_model(graph, opset_imports=sets, ir_version=8)
    onnx.save(model, os.path.join(OUT, name + ".onnx"), **options)


def value(name, shape, kind=FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def dense(final, shape=("n", 2, 2, 3), classes=2):
    """Flatten, Gemm, and a final function."""
    size = int(np.prod(shape[1:]))
    nodes = [
        helper.make_node("Flatten", ["x"], ["flat"]),
        helper.make_node("Gemm", ["flat", "w", "b"], ["logits"]),
    ]
    last = "logits"
    if final:
        nodes.append(helper.make_node(final, ["logits"], ["y"]))
        last = "y"
    return nodes, [value("x", shape)], [value(last, (shape[0], classes))], [
        weight("w", size, classes),
        weight("b", classes),
    ]


save("softmax_nhwc", *dense("Softmax"))
save("sigmoid_scalar", *dense("Sigmoid", classes=1))
save("logits", *dense(None))
save("batch_of_one", *dense("Softmax", shape=(1, 2, 2, 3)))
save("batch_of_four", *dense("Softmax", shape=(4, 2, 2, 3)))

# Channels first, scaled inside: (x - 127.5) / 127.5, by initializer and by Constant node.
nodes = [
    helper.make_node("Sub", ["x", "mean"], ["centred"]),
    helper.make_node("Constant", [], ["range"], value=constant("", 127.5)),
    helper.make_node("Div", ["centred", "range"], ["scaled"]),
    helper.make_node("Conv", ["scaled", "k", "kb"], ["conv"], kernel_shape=[2, 2]),
    helper.make_node("GlobalAveragePool", ["conv"], ["pooled"]),
    helper.make_node("Flatten", ["pooled"], ["flat"]),
    helper.make_node("Sigmoid", ["flat"], ["y"]),
]
save(
    "scaled_nchw",
    nodes,
    [value("x", ("n", 3, 4, 4))],
    [value("y", ("n", 2))],
    [constant("mean", [[[[127.5]], [[127.5]], [[127.5]]]]), weight("k", 2, 3, 2, 2), weight("kb", 2)],
)

# Open height and width.
nodes = [
    helper.make_node("GlobalAveragePool", ["x"], ["pooled"]),
    helper.make_node("Flatten", ["pooled"], ["flat"]),
    helper.make_node("Softmax", ["flat"], ["y"]),
]
save("open_sizes", nodes, [value("x", ("n", 3, "h", "w"))], [value("y", ("n", 3))], [])

# An output whose second size is only known after the run.
nodes = [helper.make_node("ReduceMean", ["x"], ["y"], axes=[1], keepdims=0)]
save("open_output", nodes, [value("x", ("n", 2, "k"))], [value("y", ("n", "k"))], [])

# One number a row, without a second axis.
nodes = [helper.make_node("ReduceMean", ["x"], ["y"], axes=[1, 2, 3], keepdims=0)]
save("flat_output", nodes, [value("x", ("n", 2, 2, 3))], [value("y", ("n",))], [])

for kind, element in (("double", TensorProto.DOUBLE), ("half", TensorProto.FLOAT16)):
    nodes, inputs, _, weights = dense("Sigmoid")
    nodes.append(helper.make_node("Cast", ["y"], ["z"], to=element))
    save(kind + "_output", nodes, inputs, [value("z", ("n", 2), element)], weights)

nodes = [helper.make_node("ArgMax", ["x"], ["y"], axis=1, keepdims=0)]
save("label_output", nodes, [value("x", ("n", 3))], [value("y", ("n",), TensorProto.INT64)], [])

nodes = [helper.make_node("Add", ["a", "b"], ["y"])]
save("two_inputs", nodes, [value("a", ("n", 3)), value("b", ("n", 3))], [value("y", ("n", 3))], [])

nodes = [helper.make_node("Sigmoid", ["x"], ["y"]), helper.make_node("Tanh", ["x"], ["z"])]
save("two_outputs", nodes, [value("x", ("n", 3))], [value("y", ("n", 3)), value("z", ("n", 3))], [])

nodes = [helper.make_node("Cast", ["x"], ["y"], to=FLOAT)]
save("byte_input", nodes, [value("x", ("n", 3), TensorProto.UINT8)], [value("y", ("n", 3))], [])

nodes = [helper.make_node("Sigmoid", ["x"], ["y"])]
save("scalar_output", [helper.make_node("ReduceMean", ["x"], ["y"], keepdims=0)],
     [value("x", ("n", 3))], [value("y", ())], [])

nodes = [helper.make_node("Imaginary", ["x"], ["y"], domain="example.org")]
save("unknown_operator", nodes, [value("x", ("n", 3))], [value("y", ("n", 3))], [],
     domains=("example.org",))

# A row count that a run contradicts: the shape is only known to the runtime.
nodes = [helper.make_node("Gather", ["w", "i"], ["picked"]), helper.make_node("Add", ["x", "picked"], ["y"])]
save("fails_in_run", nodes, [value("x", ("n", "k"))], [value("y", ("n", "k"))],
     [weight("w", 2, 5), constant("i", [0], np.int64)])

nodes, inputs, outputs, weights = dense("Softmax", shape=("n", 8, 8, 3))
save("external_weights", nodes, inputs, outputs, weights, save_as_external_data=True,
     all_tensors_to_one_file=True, location="external_weights.bin", size_threshold=0)

# Zeros padded around negative values win a maximum, unless an optimizer takes them for no values.
nodes = [
    helper.make_node("Pad", ["x", "pads"], ["padded"]),
    helper.make_node("MaxPool", ["padded"], ["y"], kernel_shape=[2, 2]),
]
save("padded_maximum", nodes, [value("x", ("n", 1, 2, 2))], [value("y", ("n", 1, 3, 3))],
     [constant("pads", [0, 0, 1, 1, 0, 0, 1, 1], np.int64)])

RUNS = {
    "padded_maximum": (3, 1, 2, 2),
    "softmax_nhwc": (3, 2, 2, 3),
    "sigmoid_scalar": (2, 2, 2, 3),
    "logits": (2, 2, 2, 3),
    "batch_of_one": (1, 2, 2, 3),
    "scaled_nchw": (2, 3, 4, 4),
    "open_sizes": (2, 3, 5, 4),
    "open_output": (2, 2, 5),
    "flat_output": (3, 2, 2, 3),
    "double_output": (2, 2, 2, 3),
    "half_output": (2, 2, 2, 3),
    "external_weights": (2, 8, 8, 3),
}
expected = {}
options = onnxruntime.SessionOptions()
options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
for name, shape in RUNS.items():
    session = onnxruntime.InferenceSession(os.path.join(OUT, name + ".onnx"), options)
    x = np.sin(np.arange(np.prod(shape))).astype(np.float32).reshape(shape)
    (y,) = session.run(None, {session.get_inputs()[0].name: x})
    expected[name] = {
        "input": list(shape),
        "output": list(y.shape) if y.ndim > 1 else list(y.shape) + [1],
        "values": [float(np.float32(v)) for v in y.ravel()],
    }
with open(os.path.join(OUT, "expected.json"), "w") as file:
    json.dump(expected, file, indent=1)
    file.write("\n")
