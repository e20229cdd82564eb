"""What the product and its readers are told of the model: the card and MODEL_CARD.md.

Every number comes from the figures of the run; sentences say what the numbers rest on.
"""

import datetime

from . import judge, pictures

VERSION = "1.0"
CITATION = ("Kermany, Goldbaum, Cai et al. 2018, Identifying Medical Diagnoses and Treatable Diseases"
            " by Image-Based Deep Learning, Cell 172(5), doi:10.1016/j.cell.2018.02.010;"
            " data: Mendeley Data rscbjbr9sj")
USE = ("Support in reading frontal chest X-rays of children, software development, and comparison of"
       " backends. Not a diagnosis, and not a medical device.")
LIMITS = [
    "Trained on children of one to five years of one hospital in Guangzhou, one view; other"
    " hospitals, machines and ages are not covered.",
    "A first network of this kind trained on the same pictures ranked pictures of adults of another"
    " hospital no better than chance (AUROC 0.46): do not use it for adults.",
    "Tells pneumonia from normal only: any other finding may come out as either.",
    "Not for diagnosis, triage or treatment without a physician who reads the picture.",
]
DATA_SET = "5-fold cross-validation by patient, {pictures} pictures of {patients} patients"


def _measured(figures: dict) -> list[dict]:
    data_set = DATA_SET.format(**figures)
    today = datetime.date.today().isoformat()
    return [{"metric": name, "value": round(of["value"], 5),
             "ci95": {"low": round(of["low"], 5), "high": round(of["high"], 5)},
             "data_set": data_set + "; the single networks of the folds", "date": today}
            for name, of in figures["out of fold"].items()]


def document(name: str, sha256: str, figures: dict) -> dict:
    """The JSON card, as `docs/model-card.md` describes it."""
    calibration = figures["calibration"]
    return {
        "schema_version": 1, "name": name, "version": VERSION, "sha256": sha256,
        "input": {"width": pictures.SIZE, "height": pictures.SIZE, "color_mode": "rgb",
                  "fit": "squash", "interpolation": "pillow_bicubic",
                  "scaling": {"kind": "divide", "divisor": 255}, "layout": "nhwc"},
        "output": {"kind": "sigmoid", "labels": ["NORMAL", "PNEUMONIA"],
                   "positive_labels": ["PNEUMONIA"]},
        "threshold": 0.5,
        "operating_points": [
            {"name": point, "threshold": round(at["threshold"], 6),
             "sensitivity": round(at["sensitivity"], 4),
             "specificity": round(at["specificity"], 4)}
            for point, at in figures["operating points"].items()],
        "calibration": {
            "method": "Platt scaling on out-of-fold logits, both classes weighing the same",
            "temperature": calibration["temperature"], "bias": calibration["bias"],
            "note": "folded into the last layer, after bringing the averaged network's logits to"
                    " the scale of the folds'"},
        "licence": "Apache-2.0",
        "training_data": [
            {"name": "Paediatric chest X-rays, official training split", "citation": CITATION,
             "licence": "CC-BY-4.0", "size": figures["pictures"]},
            {"name": "ImageNet, through the weights of Keras Applications",
             "citation": "Deng et al. 2009, ImageNet; Sandler et al. 2018, MobileNetV2",
             "licence": "Apache-2.0"}],
        "measured": _measured(figures),
        "intended_use": USE,
        "limits": LIMITS,
        "notes": ["Average of the weights of the five networks of a cross-validation; the figures are"
                  " those of the single networks on pictures that they had not seen.",
                  f"Made by training/ at commit {figures['commit']}."],
    }


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _table(head: list[str], rows: list[list]) -> str:
    return "\n".join([_row(*head), _row(*["---"] * len(head)), *(_row(*row) for row in rows)])


def _interval(of: dict) -> str:
    return f"{of['value']:.4f} ({of['low']:.4f} to {of['high']:.4f})"


def _figures_section(figures: dict) -> str:
    every, exact = figures["out of fold"], figures["exact pixels"]
    rows = [[name, _interval(every[name]), _interval(exact[name])] for name in every]
    rows.append(["smallest and largest AUROC of a fold",
                 " and ".join(f"{value:.4f}" for value in _ends(figures["by fold"], "AUROC")), ""])
    return _table(["figure at threshold 0.5", f"all {figures['pictures']} pictures",
                   f"the {figures['with exact pixels']} with the product's exact pixels"], rows)


def _ends(folds: list[dict], key: str) -> tuple[float, float]:
    values = [fold[key] for fold in folds]
    return min(values), max(values)


def _robustness_section(figures: dict) -> str:
    return _table(["pictures", "sensitivity", "specificity", "balanced accuracy", "AUROC"],
                  [[name, *(f"{row[key]:.4f}" for key in
                            ("sensitivity", "specificity", "balanced accuracy", "AUROC"))]
                   for name, row in figures["robustness"].items()])


def _averaging_section(figures: dict) -> str:
    """What averaging does, on the one fold where it can be seen; and that it broke nothing."""
    seen = figures["averaged network"]
    text = (f"On the pictures with exact pixels, all of them seen, the average has an AUROC of"
            f" {seen['average']:.4f}, the single networks {min(seen['singles']):.4f} to"
            f" {max(seen['singles']):.4f}.")
    if "averaging" not in figures:
        return text
    of = figures["averaging"]
    table = _table(["AUROC", "one network", "another seed", "average of the two"],
                   [[name, *(f"{of[who][name]:.4f}" for who in ("first", "second", "average"))]
                    for name in of["average"]])
    return (f"{text} Two networks trained without fold 0, and the average of their weights, on the"
            " pictures of that fold (first all of them, then those with exact pixels, perturbed as"
            f" under Robustness):\n\n{table}")


def _calibration_section(figures: dict) -> str:
    calibration = figures["calibration"]
    keys = ("ECE", "ECE, balanced classes", "Brier")
    rows = [["before", *(f"{calibration['before'][key]:.4f}" for key in keys)],
            ["after, fitted on all folds",
             *(f"{figures['out of fold'][key]['value']:.4f}" for key in keys)],
            ["after, each fold by the other four",
             *(f"{calibration['across folds'][key]:.4f}" for key in keys)]]
    return _table(["calibration", *keys], rows)


def _gate_section(figures: dict) -> str:
    of = figures["gate"]
    percent = lambda share: f"{share:.2%}"
    text = (f"X-rays, judged by statistics of other patients: {percent(of['X-rays refused'])}"
            f" refused, {percent(of['X-rays doubtful'])} doubtful. Perturbed as in the table above,"
            f" at most {percent(max(of['perturbed X-rays refused'].values()))} refused in a row.")
    if of["other pictures"]:
        text += (f" Of {of['other pictures']} other pictures, made grey (photographs, drawings, CT,"
                 " MR, simulated X-rays of bones, charts, text, noise):"
                 f" {percent(of['other pictures refused'])} refused,"
                 f" {percent(of['other pictures not refused but doubtful'])} doubtful; the number of"
                 " components and the margin of the limits were chosen with these in view.")
    apart = of["distances, fold 0"]
    rows = [[name, *(f"{value:.2f}" for value in apart[name].values())] for name in apart]
    return (f"{text}\n\nThe shipped network has seen all X-rays. For the network of fold 0,"
            " distances of pictures that it had not seen, and of as many that it had:\n\n"
            + _table(["pictures", *(f"quantile {at}" for at in apart["seen"])], rows))


def text(sha256: str, figures: dict, size: int) -> str:
    """MODEL_CARD.md."""
    recipe, calibration = figures["recipe"], figures["calibration"]
    phases = ", then ".join(f"{epochs} epochs at {side}x{side}" for side, epochs in recipe["phases"])
    points = _table(["operating point", "threshold", "sensitivity", "specificity"],
                    [[name, f"{at['threshold']:.4f}", f"{at['sensitivity']:.4f}",
                      f"{at['specificity']:.4f}"]
                     for name, at in figures["operating points"].items()])
    limits = "\n".join(f"- {limit}" for limit in LIMITS)
    return f"""# Model card: pneumonia-mobilenetv2 {VERSION}

**A support tool, not a diagnosis.** {USE}

Written by the training run; every figure is measured. The official test split of the data was not used for anything.

- Network: MobileNetV2 (alpha 1.0), 224x224x3, one sigmoid output: the probability of pneumonia. Keras HDF5, {size:,} bytes, SHA-256 `{sha256}`.
- Input: RGB, squashed to 224x224 with Pillow's bicubic filter, divided by 255. What range the network itself wants is a `Rescaling` layer in the file.
- Decision: 0.5 or more is PNEUMONIA. Calibrated for classes of equal frequency.
- Licence: Apache-2.0. Data: {CITATION}; CC BY 4.0. Start: ImageNet weights of Keras Applications, Apache-2.0.
- Made by `training/` at commit `{figures['commit']}`.

## Limits

{limits}

## Figures

{figures['pictures']} pictures of {figures['patients']} patients, 5 folds by patient, stratified. Each picture was judged by the one network that had not seen its patient. In brackets: 95 % intervals, bootstrap of {judge.RESAMPLES} resamples of patients. ECE over {judge.ECE_BINS} bins of equal width.

{_figures_section(figures)}

These are figures of the single networks. What ships is the average of their weights, for which this data holds no unseen picture. Networks trained on this data have scored lower on its official test split than in cross-validation: expect less than the table.

{_averaging_section(figures)}

{points}

{_calibration_section(figures)}

Temperature {calibration['temperature']:.4f}, bias {calibration['bias']:.4f}, folded into the last layer.

## Robustness

Out of fold, on the {figures['with exact pixels']} pictures with exact pixels, perturbed at 224x224, where JPEG and half resolution weigh more than on full-size files.

{_robustness_section(figures)}

## Input gate

{_gate_section(figures)}

## Recipe

{phases}; batches of {recipe['batch']}, half normal, a quarter each bacterial and viral pneumonia; AdamW, learning rate {recipe['learning_rate']} with warm-up and cosine, weight decay {recipe['weight_decay']}; label smoothing {recipe['smoothing']}; dropout {recipe['dropout']}; exponential moving average of the weights; batch norms folded. Augmentation: aspect, zoom, shift, rotation, shear, flip; gamma, contrast, brightness, equalisation; resolution, blur, sharpening, noise, JPEG; bars, markers, erasing. The shipped network is the average of the five folds' weights, its last layer calibrated.
"""
