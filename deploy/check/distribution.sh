#!/bin/bash
# Unpacks archives of the distribution and runs each on an emptied environment: the few tools that the
# launcher calls and, where the archive brings no Java, one. Prints what they weigh.
#
#   check/distribution.sh ARCHIVE...
#
# JAVA_HOME names the Java for archives without one. Needs curl and python3 for the client's side.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
examples=$here/../../pneumonia-examples/data
java=$(readlink -f "${JAVA_HOME:+$JAVA_HOME/bin/}java" 2>/dev/null || true)
[ -x "$java" ] || java=$(readlink -f "$(command -v java || true)")
port=${PORT:-18470}
work=$(mktemp -d "${TMPDIR:-/tmp}/pneumonia-distribution.XXXXXX")
server=
failed=0
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

check() {
  local what=$1; shift
  if "$@" >"$work/out" 2>&1; then echo "ok    $what"; else
    echo "FAIL  $what"; sed 's/^/        /' "$work/out" | tail -n 20; failed=1
  fi
}
has() { grep -q -- "$1" "$2" || { echo "expected '$1' in:"; cat "$2"; return 1; }; }
answers() { [ "$(curl -sS -o "$work/body" -w '%{http_code}' "${@:2}")" = "$1" ] || { cat "$work/body"; return 1; }; }
token() { python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["token"])' "$work/body"; }
ended() {
  local code=0
  kill -TERM "$server" && { wait "$server" || code=$?; }
  server=
  [ "$code" = 143 ] && ! curl -sS -o "$work/body" "http://127.0.0.1:$port/health/live"
}

# The tools that the launcher calls, and nothing else.
tools() {
  rm -rf "$work/tools" && mkdir "$work/tools"
  for tool in sh cat cksum cut dirname mv readlink rm wc; do ln -s "$(command -v $tool)" "$work/tools/$tool"; done
  if [ ! -x "$app/java/bin/java" ]; then ln -s "$java" "$work/tools/java"; fi
}
bare() { env -i PATH="$work/tools" HOME="$work/home" "$@"; }
pneumonia() { bare "$app/bin/pneumonia" "$@"; }

predicts() {
  pneumonia predict --model "$examples/phantom-net.h5" "$@" --format csv "$examples/phantom-normal.png" \
    "$examples/phantom-pneumonia.png" >"$work/csv" && has 'normal.png.*NORMAL' "$work/csv" &&
    has 'pneumonia.png.*PNEUMONIA' "$work/csv"
}
bundled() {
  pneumonia predict --gate report --format csv "$app/lib/samples/phantom-normal.png" >"$work/csv" &&
    has 'phantom-normal.png' "$work/csv"
}
uses_archive() {
  bare JAVA_OPTS="-Xlog:class+load:file=$work/classes" "$app/bin/pneumonia" --version &&
    has 'io.pneumonia.cli.PneumoniaCommand source: shared objects file (top)' "$work/classes"
}
no_backend() {
  ! pneumonia predict --backend tensorflow "$examples/phantom-normal.png" 2>"$work/err" &&
    has 'BACKEND_NOT_FOUND' "$work/err"
}
# Of a user who may write nothing there.
as_other() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi
}
elsewhere() { as_other env -i PATH="$work/tools" HOME=/nonexistent "$app/bin/pneumonia" --version; }

# Without a function in between: $! is the server, then.
starts() {
  env -i PATH="$work/tools" HOME="$work/home" "$app/bin/pneumonia" serve --port "$port" --data-dir "$work/data" --model "$examples/phantom-net.h5" \
    >"$work/serve" 2>"$work/errors" &
  server=$!
  for _ in $(seq 300); do
    if grep -q 'serving at' "$work/serve"; then return; fi
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/errors"; return 1
}

chmod 755 "$work"
mkdir "$work/home"
for archive; do
  name=$(basename "$archive" .tar.gz)
  app=$work/$name
  tar -xzf "$archive" -C "$work"
  [ -d "$app" ] || { echo "FAIL  $archive: expected a folder $name in it"; failed=1; continue; }
  echo "      $name: $(($(wc -c <"$archive") / 1000000)) MB packed, $(($(du -sb "$app" | cut -f 1) / 1000000)) MB unpacked"
  tools
  check "$name tells its version" pneumonia --version
  check "$name keeps an archive of classes, and uses it" uses_archive
  check "$name runs for a user who may write nothing there" elsewhere
  check "$name predicts with the bundled model" bundled
  check "$name predicts with a Keras file" predicts
  case $name in
    *-slim*) check "$name says that it has no TensorFlow" no_backend ;;
    *) check "$name predicts with TensorFlow" predicts --backend tensorflow ;;
  esac
  rm -rf "$work/data"
  check "$name serves" starts
  check "$name is ready" answers 200 "http://127.0.0.1:$port/health/ready"
  check "$name takes an account" answers 201 -H 'Content-Type: application/json' \
    -d '{"username":"anna","email":"anna@example.org","password":"blue-Heron-42","password_confirm":"blue-Heron-42"}' \
    "http://127.0.0.1:$port/api/register/"
  check "$name analyses an upload" answers 201 -H "Authorization: Token $(token)" \
    -F "image=@$examples/phantom-pneumonia.png" "http://127.0.0.1:$port/api/images/"
  check "$name finds what is there" has PNEUMONIA "$work/body"
  check "$name ends when it is told to" ended
  rm -rf "$app"
done

[ $failed = 0 ] && echo "all checks passed" || echo "some checks failed"
exit $failed
