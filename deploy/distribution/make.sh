#!/bin/sh
# Makes the distribution archive from a built tree (mvn package): launcher, libraries, documents, and
# the native libraries of one platform, this machine's.
#
#   make.sh [--variant full|slim] [--runtime] [--output DIR]
#
# slim leaves TensorFlow out; --runtime brings a Java runtime along (jlink), for machines without one.
# The same tree gives the same archive, byte for byte, with the same tools.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
variant=full
runtime=no
output=$root/target

say() { echo "distribution: $*" >&2; }
fail() { say "$*"; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --variant) variant=$2; shift 2 ;;
    --runtime) runtime=yes; shift ;;
    --output) output=$2; shift 2 ;;
    *) fail "expected --variant, --runtime or --output, found '$1'" ;;
  esac
done
case $variant in full | slim) ;; *) fail "--variant: expected full or slim, found '$variant'" ;; esac
for tool in unzip zip tar gzip; do
  command -v $tool >/dev/null || fail "expected $tool on the path, found none"
done

case $(uname -s)-$(uname -m) in
  Linux-x86_64) onnx=linux-x64 sqlite=Linux/x86_64 ;;
  Linux-aarch64) onnx=linux-aarch64 sqlite=Linux/aarch64 ;;
  Darwin-arm64) onnx=osx-aarch64 sqlite=Mac/aarch64 ;;
  Darwin-x86_64) onnx=osx-x64 sqlite=Mac/x86_64 ;;
  *) fail "no native libraries for $(uname -s) on $(uname -m)" ;;
esac

target=$root/pneumonia-cli/target
[ -f "$target/dependencies.classpath" ] || fail "expected a built tree; run mvn package first"
version=$(sed -n 's,.*<version>\(.*\)</version>.*,\1,p' "$root/pom.xml" | head -n 1)
suffix=
if [ $variant = slim ]; then suffix=-slim; fi
if [ $runtime = yes ]; then suffix=$suffix-with-java; fi
name=pneumonia-$version$suffix

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
home=$work/$name
mkdir -p "$home/lib" "$home/bin" "$output"

# In the class path's order, which a wildcard would not keep.
order=$work/order
: >"$order"
for jar in "$target/pneumonia-cli.jar" $(tr ':' ' ' <"$target/dependencies.classpath"); do
  base=$(basename "$jar")
  case $variant-$base in
    slim-tensorflow-* | slim-ndarray-* | slim-javacpp-* | slim-pneumonia-inference-tf-*) continue ;;
  esac
  cp "$jar" "$home/lib/$base"
  echo "$base" >>"$order"
done

# Removes the native libraries of other platforms from a jar.
strip_natives() {
  jar=$1 all=$2 kept=$3
  unzip -Z1 "$jar" "$all/*" | grep -v "^$kept/" | grep -v '/$' >"$work/others" || return 0
  unzip -Z1 "$jar" | grep -q "^$kept/" || fail "$jar: expected libraries in $kept, found none"
  zip -qd "$jar" -@ <"$work/others" >/dev/null
}
strip_natives "$(echo "$home"/lib/onnxruntime-*.jar)" ai/onnxruntime/native "ai/onnxruntime/native/$onnx"
strip_natives "$(echo "$home"/lib/sqlite-jdbc-*.jar)" org/sqlite/native "org/sqlite/native/$sqlite"

paste -sd: "$order" >"$home/lib/classpath"
cp "$here/pneumonia" "$here/health" "$here/pneumonia.cmd" "$home/bin/"
chmod 755 "$home/bin/pneumonia" "$home/bin/health"
cp "$root/LICENSE" "$root/NOTICE" "$root/README.md" "$root/deploy/Procfile" "$home/"
cp -R "$root/docs" "$home/docs"
rm -rf "$home/docs/decisions"
mkdir "$home/deploy"
cp -R "$root/deploy/nginx" "$root/deploy/systemd" "$root/deploy/prometheus" "$root/deploy/grafana" "$home/deploy/"

if [ $runtime = yes ]; then
  jdk=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v jlink)")")")}
  [ -x "$jdk/bin/jlink" ] || fail "expected jlink of a JDK, found none"
  # jdeps cannot see what reflection and ServiceLoader ask for: databases, time zones, locales, TLS
  # with elliptic curves, management beans for the metrics.
  modules=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management
  modules=$modules,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql
  modules=$modules,java.xml,jdk.crypto.ec,jdk.localedata,jdk.management,jdk.unsupported,jdk.zipfs
  "$jdk/bin/jlink" --module-path "$jdk/jmods" --add-modules $modules --include-locales=en \
    --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 --output "$home/java"
fi

find "$home" -exec touch -h -d '2026-01-01T00:00:00Z' {} +
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-01-01T00:00:00Z' -C "$work" -cf - "$name" |
  gzip -9n >"$work/archive"
mv "$work/archive" "$output/$name.tar.gz"
say "$output/$name.tar.gz: $(wc -c <"$output/$name.tar.gz") bytes"
