"""What the same work costs in Python: Pillow and ONNX Runtime, Pillow and Keras.

    python reference.py --onnx model.onnx --keras model.h5 --threads 2 --seconds 20 FOLDER

Pipeline "floor" is the least that any stack does: a grey quarter-size DCT decode (Pillow's draft
mode), resizing of one channel, ONNX Runtime.

Prints, for one picture at a time, median, mean, p90 and p99 of each file's median, in milliseconds
with the stages apart, and pictures a second of as many processes as threads; as text and, with
--json, as JSON. The recipe is Keras' usual one: RGB, squashed with Pillow's bicubic to the network's
size, scaled as --scale says. Every pipeline's scores are printed, to be compared.
"""

import argparse
import json
import multiprocessing
import os
import platform
import resource
import statistics
import sys
import time
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

SCALES = {
    "none": lambda x: x,
    "unit": lambda x: x / np.float32(255.0),
    "signed": lambda x: x / np.float32(127.5) - np.float32(1.0),
}


def tensor(data, size, scale, floor=False):
    """Bytes to the network's input, with the nanoseconds of decoding and of the rest."""
    start = time.perf_counter_ns()
    image = Image.open(BytesIO(data))
    if floor:
        image.draft("L", (image.width // 4, image.height // 4))
    image.load()
    decoded = time.perf_counter_ns()
    if floor:
        image = image.convert("L").resize((size, size), Image.Resampling.BICUBIC).convert("RGB")
    else:
        image = image.convert("RGB").resize((size, size), Image.Resampling.BICUBIC)
    values = SCALES[scale](np.asarray(image, dtype=np.float32))[None]
    return values, decoded - start, time.perf_counter_ns() - decoded


def onnx_network(path, threads):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda values: session.run(None, {name: values})[0]


def keras_network(path, threads):
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(threads)
    import keras

    model = keras.models.load_model(path, compile=False)
    return lambda values: model.predict(values, verbose=0)


NETWORKS = {"onnx": onnx_network, "keras": keras_network, "floor": onnx_network}


def latency(kind, path, threads, args, pictures):
    network = NETWORKS[kind](path, threads)
    floor = kind == "floor"
    for data in pictures.values():  # warm up, once each
        network(tensor(data, args.size, args.scale, floor)[0])
    samples = {name: [] for name in pictures}
    scores = {}
    end = time.monotonic() + args.seconds
    while time.monotonic() < end:
        for name, data in pictures.items():
            values, decode, prepare = tensor(data, args.size, args.scale, floor)
            start = time.perf_counter_ns()
            scores[name] = float(np.asarray(network(values)).ravel()[-1])
            infer = time.perf_counter_ns() - start
            samples[name].append((decode, prepare, infer, decode + prepare + infer))
    stages = {}
    for index, stage in enumerate(("decode", "preprocess", "infer", "total")):
        each = sorted(
            statistics.median(sample[index] for sample in samples[name]) / 1e6 for name in samples
        )
        stages[stage] = {
            "median": statistics.median(each),
            "mean": statistics.fmean(each),
            "p90": each[int(0.9 * (len(each) - 1) + 0.5)],
            "p99": each[int(0.99 * (len(each) - 1) + 0.5)],
        }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"stages_ms": stages, "peak_rss_mb": peak, "scores": scores}


def _latency_process(queue, *work):
    queue.put(latency(*work))


def in_own_process(*work):
    """A process for each pipeline, so that neither the other's memory nor its threads count."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_latency_process, args=(queue, *work))
    process.start()
    result = queue.get()
    process.join()
    return result


def _worker(kind, path, args, pictures, ready, go, queue):
    network = NETWORKS[kind](path, 1)
    for data in pictures.values():
        network(tensor(data, args.size, args.scale)[0])
    ready.release()
    go.wait()
    done = 0
    end = time.monotonic() + args.seconds
    while time.monotonic() < end:
        for data in pictures.values():
            network(tensor(data, args.size, args.scale)[0])
            done += 1
            if time.monotonic() >= end:
                break
    queue.put(done)


def throughput(kind, path, processes, args, pictures):
    """Pictures a second of independent processes with one thread each."""
    context = multiprocessing.get_context("spawn")
    ready, go, queue = context.Semaphore(0), context.Event(), context.Queue()
    workers = [
        context.Process(target=_worker, args=(kind, path, args, pictures, ready, go, queue))
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.acquire()
    go.set()
    total = sum(queue.get() for _ in workers)
    for worker in workers:
        worker.join()
    return total / args.seconds


def machine():
    cpu = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return f"{cpu}, {os.cpu_count()} processors, {platform.system()} {platform.release()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--onnx", help="the model as an ONNX file")
    parser.add_argument("--keras", help="the model as a Keras file")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=20, help="of each measurement")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--scale", choices=SCALES, default="unit")
    parser.add_argument("--no-throughput", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    names = sorted(p for p in args.folder.rglob("*") if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
    pictures = {str(p.relative_to(args.folder)): p.read_bytes() for p in names}
    if not pictures:
        sys.exit(f"{args.folder}: expected .jpg, .jpeg or .png pictures, found none")
    report = {
        "machine": machine(),
        "python": platform.python_version(),
        "versions": {p: version(p) for p in ("pillow", "numpy", "onnxruntime", "keras")},
        "threads": args.threads,
        "pictures": len(pictures),
        "pipelines": {},
    }
    for kind, path in (("onnx", args.onnx), ("floor", args.onnx), ("keras", args.keras)):
        if not path:
            continue
        result = in_own_process(kind, path, args.threads, args, pictures)
        if not args.no_throughput and kind != "floor":
            result["pictures_per_second"] = throughput(kind, path, args.threads, args, pictures)
        report["pipelines"][kind] = result
    show(report)
    if args.json:
        args.json.write_text(json.dumps(report, indent=2) + "\n")


def show(report):
    print(report["machine"])
    print(f"Python {report['python']}, {report['versions']}, {report['threads']} threads")
    for kind, result in report["pipelines"].items():
        for stage, figures in result["stages_ms"].items():
            line = "  ".join(f"{name} {value:8.2f}" for name, value in figures.items())
            print(f"Pillow + {kind:5} {stage:10} ms: {line}")
        print(f"Pillow + {kind:5} peak RSS MB: {result['peak_rss_mb']:.0f}")
        if "pictures_per_second" in result:
            print(f"Pillow + {kind:5} pictures/s: {result['pictures_per_second']:.1f}")


if __name__ == "__main__":
    main()
