#!/bin/sh
# Times fresh processes: measure.sh PICTURE [RUNS]. Medians of RUNS processes (11), and the extremes.
# PYTHON=python3 also times Pillow with Keras, which must be installed there.
set -eu
picture=$1
runs=${2:-11}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -n "${JAVA_HOME:-}" ]; then bin=$JAVA_HOME/bin/; else bin=; fi
"$root/pneumonia" --version
classpath=$(cat "$root/pneumonia-cli/target/launcher.classpath")
"${bin}javac" -nowarn -d "$work" -cp "$classpath" "$here/OpenBundledModel.java" 2>"$work/errors" ||
  { cat "$work/errors" >&2; exit 1; }

# Median, least and most of column 1 of a file, with a label.
told() {
  sort -n "$2" | awk -v label="$1" -v unit="$3" \
    '{ v[NR] = $1 } END { printf "%-46s %7.2f %s (%.2f to %.2f)\n", label, v[int((NR + 1) / 2)], unit, v[1], v[NR] }'
}

# Wall time, processor time and memory of whole processes.
processes() {
  label=$1
  shift
  : >"$work/times"
  for _ in $(seq "$runs"); do
    /usr/bin/time -a -o "$work/times" -f '%e %U %S %M' "$@" >"$work/output" 2>"$work/errors"
  done
  told "$label: whole process" "$work/times" s
  awk '{ print $2 + $3 }' "$work/times" >"$work/column" && told "$label: processor time" "$work/column" s
  awk '{ print $4 / 1024 }' "$work/times" >"$work/column" && told "$label: memory" "$work/column" MB
}

# An application of one's own: no option of Java, no archive of classes.
for _ in $(seq "$runs"); do
  "${bin}java" -Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider \
    -cp "$classpath:$work" OpenBundledModel "$picture"
done >"$work/embedded" 2>"$work/errors"
told "java -cp: opening the bundled model" "$work/embedded" ms
awk '{ print $2 }' "$work/embedded" >"$work/column" && told "java -cp: the first prediction" "$work/column" ms

processes "pneumonia predict" "$root/pneumonia" predict "$picture"
if [ -n "${PYTHON:-}" ]; then
  processes "Pillow and Keras" "$PYTHON" "$here/keras_predict.py" \
    "$root/pneumonia-model/src/main/resources/io/pneumonia/bundled/pneumonia-mobilenetv2.h5" "$picture"
fi
