#!/bin/bash
# Reproduces every row of the troubleshooting table in docs/operations.md with a distribution.
#
#   check/errors.sh DISTRIBUTION.tar.gz [--table]
#
# --table prints the table's rows with the messages that were seen. Needs python3; as root also mount, for
# a disk that is full; for an object store S3PROXY, the class path of S3Proxy, which
#   mvn -pl pneumonia-media-s3 dependency:build-classpath -Dmdep.outputFile=FILE
# writes.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
archive=$(readlink -f "$1")
table=${2:-}
work=$(mktemp -d "${TMPDIR:-/tmp}/pneumonia-errors.XXXXXX")
port=${PORT:-18450}
failed=0
listener=
cleanup() {
  [ -n "$listener" ] && kill "$listener" 2>/dev/null
  mountpoint -q "$work/full" && umount "$work/full"
  rm -rf "$work"
}
trap cleanup EXIT
mkdir "$work/app" && tar -xzf "$archive" -C "$work/app" --strip-components=1
cd "$work" || exit 1
export JAVA_OPTS=-XX:TieredStopAtLevel=1

# row STATUS EXPECTED WHAT-TO-DO COMMAND...
row() {
  local status=$1 expected=$2 remedy=$3
  shift 3
  timeout 120 "$@" >"$work/out" 2>"$work/err" </dev/null
  local code=$?
  local message
  message=$(grep -m1 -E '^(pneumonia: |Missing|Unknown|Invalid)' "$work/err" || head -n 1 "$work/err")
  if [ $code != "$status" ] || ! grep -qF -- "$expected" "$work/err"; then
    echo "FAIL  expected $status and '$expected', found $code: $message" >&2
    failed=1
  elif [ -n "$table" ]; then
    printf '| `%s` | %s |\n' "$(sed "s,$work/app,/opt/pneumonia,g;s,$work/,,g;s,|,\\\\|,g" <<<"$message")" "$remedy"
  else
    echo "ok    $(sed "s,$work/,,g" <<<"$message")"
  fi
}
p=$work/app/bin/pneumonia
serve=("$p" serve --port 0 --data-dir data)

rm -rf bare && cp -R app bare && rm -rf bare/java
row 4 "no Java found" "install a Java runtime 17 or newer, or take the archive with one" \
  env JAVA_HOME=/nonexistent bare/bin/pneumonia serve
row 2 "expected a whole number from 0 to 65535" "correct the setting that is named" "$p" serve --port many
echo 'prot=80' >typo.properties
row 2 "prot" "correct the key; [configuration.md](configuration.md) has all" "${serve[@]}" --config typo.properties
row 2 "none.properties" "correct the path" "${serve[@]}" --config none.properties
row 2 "secret-key" "give it a secret key of its own (\`PNEUMONIA_SECRET_KEY_FILE\`)" "${serve[@]}" --production true --allowed-hosts x.test
row 2 "allowed-hosts" "name the site's host names" \
  env PNEUMONIA_SECRET_KEY=0123456789012345678901234567890123456789 "${serve[@]}" --production true
row 2 "nowhere" "mount the secret, or correct the variable" env PNEUMONIA_SECRET_KEY_FILE=nowhere "${serve[@]}"
row 2 "expected a DSN" "copy the DSN from Sentry's project settings" env PNEUMONIA_ERROR_REPORTS=nobody "${serve[@]}"
row 2 "expected an address such as http" "give the whole address of the collector" "${serve[@]}" --traces collector:4318
row 2 "trace-share" "choose a number from 0 to 1" "${serve[@]}" --traces http://127.0.0.1:4318/v1/traces --trace-share 2
row 4 "none.h5" "correct \`model\`" "${serve[@]}" --model none.h5
echo "no model" >text.h5
row 4 "[MODEL_" "take the file that was trained: this is none, or was cut off" "${serve[@]}" --model text.h5
row 4 "[MODEL_" "take another model file, or convert this one" "${serve[@]}" --model "$work/app/README.md"
keras=$here/../../pneumonia-keras/src/test/resources/fixtures
row 4 "[MODEL_LAYER_UNSUPPORTED]" "Python code inside a model is not run: save it without" "${serve[@]}" --model "$keras/refused_lambda.keras"
row 4 "[MODEL_WITHOUT_ARCHITECTURE]" "save the whole model, not its weights" "${serve[@]}" --model "$keras/refused_weights_only.h5"
row 4 "[MODEL_CORRUPT]" "copy the file again: this one was cut off" "${serve[@]}" --model "$keras/refused_truncated.keras"
cp "$here/../../pneumonia-examples/data/phantom-net.h5" changed.h5
"$p" model card changed.h5 >/dev/null 2>&1
python3 - <<'EOF'
import json
card = json.load(open("changed.h5.card.json"))
card["sha256"] = "0" * 64
json.dump(card, open("changed.h5.card.json", "w"))
EOF
row 4 "[MODEL_DIGEST_MISMATCH]" "bring model and card of one release together" "${serve[@]}" --model changed.h5
row 4 "[BACKEND_NOT_FOUND]" "\`onnx\` or \`tensorflow\`; the slim archive has no TensorFlow" "${serve[@]}" --backend torch
rm -rf bare && cp -R app bare && rm -rf bare/lib/natives
python3 - bare/lib/onnxruntime-*.jar <<'EOF'
import sys, zipfile
jar = sys.argv[1]
with zipfile.ZipFile(jar) as old:
    kept = [(i, old.read(i)) for i in old.infolist() if not i.filename.startswith("ai/onnxruntime/native/")]
with zipfile.ZipFile(jar, "w") as new:
    for info, data in kept:
        new.writestr(info, data)
EOF
row 4 "[BACKEND_NATIVE_MISSING]" "take the archive of this platform" bare/bin/pneumonia serve --port 0 --data-dir data
python3 -c "
import socket, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', $port)); s.listen(); time.sleep(600)" &
listener=$!
sleep 1
row 2 "$port" "stop the other program (\`ss -ltnp\`), or choose another port" "$p" serve --data-dir data --port "$port"
row 4 "[DATABASE_URL_INVALID]" "correct \`database-url\`" "${serve[@]}" --database-url mysql://localhost/x
row 4 "[DATABASE_UNAVAILABLE]" "start the database, correct address, user or password" \
  "${serve[@]}" --database-url jdbc:postgresql://127.0.0.1:1/none
echo "no database, but a text of some length, so that it is not taken for an empty file" >text.db
row 4 "[DATABASE_UNAVAILABLE]" "this is no SQLite file: correct \`database-url\`, or restore a backup" \
  "${serve[@]}" --database-url "jdbc:sqlite:$work/text.db"
"$p" data verify --data-dir newer >/dev/null
python3 - newer/records.db <<'EOF'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
           " installed_by, installed_on, execution_time, success)"
           " SELECT max(installed_rank) + 1, '99', 'later', 'SQL', 'V99__later.sql', 1, '', '', 1, 1 FROM flyway_schema_history")
db.commit()
EOF
row 4 "[DATABASE_SCHEMA_MISMATCH]" "run the newer release, or restore a backup of this one" "$p" serve --port 0 --data-dir newer
"$p" data verify --data-dir locked >/dev/null
python3 -c "
import sqlite3, time
db = sqlite3.connect('locked/records.db', isolation_level=None)
db.execute('BEGIN EXCLUSIVE'); time.sleep(60)" &
locker=$!
sleep 1
row 4 "[DATABASE_UNAVAILABLE]" "another program holds the file: end it (\`fuser records.db\`)" "$p" data verify --data-dir locked
kill $locker
echo "a file" >file
row 4 "[MEDIA_UNAVAILABLE]" "make the folder writable for the server's user" "${serve[@]}" --media-dir file
if [ "$(id -u)" = 0 ] && mkdir full && mount -t tmpfs -o size=64k tmpfs full 2>/dev/null; then
  row 4 "[DATABASE_UNAVAILABLE]" "make room on the disk of \`data-dir\`" "$p" serve --port 0 --data-dir full/data
else
  echo "not tried: a full disk (root and mount are needed)" >&2
fi
keys() { printf '%s\n' "$@" >keys; }
one=$(printf '0123456789abcdef%.0s' 1 2 3 4) other=$(printf 'fedcba9876543210%.0s' 1 2 3 4)
encrypted=(env PNEUMONIA_ENCRYPTION_KEY_FILE=keys "$p" serve --port 0 --data-dir encrypted)
keys "$one"
PNEUMONIA_ENCRYPTION_KEY_FILE=keys "$p" data verify --data-dir encrypted >/dev/null
row 4 "found none [ENCRYPTION_KEY_WRONG]" \
  "give it the key with this id (\`PNEUMONIA_ENCRYPTION_KEY_FILE\`), from the safe if need be" \
  "$p" serve --port 0 --data-dir encrypted
keys "$other"
row 4 "[ENCRYPTION_KEY_WRONG]" "put the key with this id back, behind the new one; after \`data reencrypt\` it may go" \
  "${encrypted[@]}"
keys "$one" short
row 2 "64 random hexadecimal digits" "write each key as \`openssl rand -hex 32\` gives it" "${encrypted[@]}"
credentials=(PNEUMONIA_MEDIA_ACCESS_KEY=an-access-key PNEUMONIA_MEDIA_SECRET_KEY=its-secret-of-some-length)
bucket=("$p" serve --port 0 --data-dir bucket --media-path-style true --media-endpoint)
row 4 "expected a server that answers" "start the object store, correct \`media-endpoint\`, let the firewall through" \
  env "${credentials[@]}" "${bucket[@]}" http://127.0.0.1:1 --media-url s3://pictures
row 4 "expected media-region" "set \`media-region\`" \
  env "${credentials[@]}" AWS_EC2_METADATA_DISABLED=true "$p" serve --port 0 --data-dir bucket --media-url s3://pictures
if [ -n "${S3PROXY:-}" ]; then
  mkdir -p buckets/pictures
  printf '%s\n' "s3proxy.endpoint=http://127.0.0.1:$((port + 1))" s3proxy.authorization=aws-v4 \
    s3proxy.identity=an-access-key s3proxy.credential=its-secret-of-some-length \
    jclouds.provider=filesystem-nio2 "jclouds.filesystem.basedir=$work/buckets" >s3proxy.conf
  java -cp "$S3PROXY" org.gaul.s3proxy.Main --properties s3proxy.conf >s3proxy.log 2>&1 &
  s3proxy=$!
  for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$((port + 1))") 2>/dev/null && break; sleep 0.2; done
  row 4 "expected a bucket of that name" "make the bucket, or correct \`media-url\`" \
    env "${credentials[@]}" "${bucket[@]}" "http://127.0.0.1:$((port + 1))" --media-url s3://none
  row 4 "expected credentials that may" \
    "correct the credentials, or give them the rights to get, put, delete and list in this bucket" \
    env "${credentials[@]}" PNEUMONIA_MEDIA_SECRET_KEY=another-secret-of-some-length \
    "${bucket[@]}" "http://127.0.0.1:$((port + 1))" --media-url s3://pictures
  row 4 "expected credentials in media-access-key" "set them, or give the machine a role" \
    env AWS_EC2_METADATA_DISABLED=true "${bucket[@]}" "http://127.0.0.1:$((port + 1))" --media-url s3://pictures
  kill $s3proxy
else
  echo "not tried: a missing bucket, denied access (S3PROXY is not set)" >&2
fi
"$p" data backup backup.zip --data-dir data >/dev/null
head -c 300 backup.zip >cut.zip
row 4 "[BACKUP_INVALID]" "take another backup: this one is damaged" "$p" data restore cut.zip --data-dir there
"$p" users create-admin --email a@example.org --password-stdin --data-dir data <<<'correct horse battery' >/dev/null
row 2 "--force replaces them" "restore into an empty installation, or with \`--force\`" "$p" data restore backup.zip --data-dir data
row 2 "--force replaces it" "choose another name, or \`--force\`" "$p" data backup backup.zip --data-dir data

[ $failed = 0 ] && echo "all errors say what they should" >&2
exit $failed
