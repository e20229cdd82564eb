#!/bin/bash
# Checks everything in deploy/ that can be checked without a container engine or a cluster: schemas,
# unit, rules; then runs the distribution behind a real nginx with TLS, on a real PostgreSQL, and
# tries what a user and an operator would.
#
#   check/run.sh DISTRIBUTION.tar.gz [PICTURE]
#
# With a chest X-ray the bundled model analyses it; without, the examples' model a phantom.
#
# Needs curl, openssl, nginx, envsubst, PostgreSQL's programs (PGBIN), systemd-analyze, kubectl, node with
# npm install done here, promtool (PROMTOOL), python3. What is absent is said and makes the check fail.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
deploy=$here/..
archive=$(readlink -f "$1")
examples=$deploy/../pneumonia-examples/data
if [ $# -gt 1 ]; then
  picture=$(readlink -f "$2")
else
  picture=$examples/phantom-normal.png
  export PNEUMONIA_MODEL=$examples/phantom-net.h5
fi
pgbin=${PGBIN:-/usr/lib/postgresql/15/bin}
promtool=${PROMTOOL:-promtool}
port=${PORT:-18400}
work=$(mktemp -d "${TMPDIR:-/tmp}/pneumonia-check.XXXXXX")
started=()
failed=0

stop() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  if [ -d "$work/pg" ]; then as_nobody "$pgbin/pg_ctl" -D "$work/pg" -m fast stop >/dev/null 2>&1 || true; fi
  wait 2>/dev/null || true
  if [ -z "${KEEP:-}" ]; then rm -rf "$work"; else echo "kept: $work"; fi
}
trap stop EXIT

# PostgreSQL does not run as root.
as_nobody() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi
}

check() {
  local what=$1; shift
  if "$@" >"$work/out" 2>&1; then echo "ok    $what"; else
    echo "FAIL  $what"; sed 's/^/        /' "$work/out" | tail -n 20; failed=1
  fi
}

equal() { [ "$1" = "$2" ] || { echo "expected '$2', found '$1'"; return 1; }; }
has() { grep -q -- "$1" "$2" || { echo "expected '$1' in $2"; cat "$2"; return 1; }; }

# --- Without running anything -----------------------------------------------------------------

mkdir "$work/app"
tar -xzf "$archive" -C "$work/app" --strip-components=1
manifests() { kubectl kustomize "$deploy/kubernetes" | node "$here/manifests.mjs" "$deploy/compose.yaml"; }
check "compose.yaml and Kubernetes manifests fit their schemas" manifests
object_store() {
  mkdir -p "$work/overlay/site" && cp -R "$deploy/kubernetes" "$work/overlay/"
  printf '%s\n' 'resources: [../kubernetes]' 'components: [../kubernetes/object-store]' \
    >"$work/overlay/site/kustomization.yaml"
  kubectl kustomize "$work/overlay/site" | node "$here/manifests.mjs" "$deploy/compose.yaml"
}
check "so do those with pictures in an object store" object_store
units() {
  mkdir -p "$work/units"
  for unit in "$deploy"/systemd/pneumonia*.service "$deploy"/systemd/*.timer; do
    sed "s,/opt/pneumonia,$work/app,g" "$unit" >"$work/units/$(basename "$unit")"
  done
  systemd-analyze verify "$work"/units/* 2>&1 | grep -v '^Failed to (create|open)' | tee "$work/verify"
  [ ! -s "$work/verify" ]
}
check "systemd units verify" units
hardening() {
  systemd-analyze security --offline=true --threshold=30 "$work/units/pneumonia.service"
}
check "systemd's exposure of the unit is at most 3.0" hardening
rules() { (cd "$deploy/prometheus" && "$promtool" check rules rules.yaml && "$promtool" test rules rules.test.yaml); }
check "Prometheus rules hold and fire" rules
check "shell scripts parse" sh -n "$work/app/bin/pneumonia"

# --- PostgreSQL, the application, nginx -------------------------------------------------------

chmod 755 "$work"
mkdir "$work/pg"
if [ "$(id -u)" = 0 ]; then chown nobody:nogroup "$work/pg"; fi
echo "database-secret" >"$work/database-password"
cp "$work/database-password" "$work/pwfile" && chmod 644 "$work/pwfile"
as_nobody "$pgbin/initdb" -D "$work/pg" -U pneumonia -A scram-sha-256 --pwfile="$work/pwfile" -E UTF8 >/dev/null
as_nobody "$pgbin/pg_ctl" -D "$work/pg" -w -l "$work/pg/log" \
  -o "-p $((port + 2)) -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start >/dev/null
PGPASSWORD=database-secret "$pgbin/createdb" -h 127.0.0.1 -p $((port + 2)) -U pneumonia pneumonia

openssl rand -hex 32 >"$work/secret-key"
export PNEUMONIA_PRODUCTION=true PNEUMONIA_PORT=$port
export PNEUMONIA_DATA_DIR=$work/data PNEUMONIA_DATABASE_URL=jdbc:postgresql://127.0.0.1:$((port + 2))/pneumonia
export PNEUMONIA_DATABASE_USER=pneumonia PNEUMONIA_DATABASE_PASSWORD_FILE=$work/database-password
export PNEUMONIA_SECRET_KEY_FILE=$work/secret-key PNEUMONIA_ALLOWED_HOSTS=xray.test,localhost
export PNEUMONIA_TRUSTED_PROXIES=127.0.0.1 PNEUMONIA_METRICS_NETWORKS=127.0.0.1
pneumonia() { "$work/app/bin/pneumonia" "$@"; }

echo 'correct horse battery' |
  pneumonia users create-admin --username root --email root@xray.test --password-stdin >/dev/null
# Starts an instance on a port and waits until it answers; its process is $app.
serve() {
  rm -f "$work/serve.out"
  PNEUMONIA_PORT=$1 "$work/app/bin/pneumonia" serve >"$work/serve.out" 2>>"$work/serve.log" &
  app=$!
  started+=($app)
  for _ in $(seq 300); do
    if grep -qs "serving at" "$work/serve.out" || ! kill -0 $app; then return; fi
    sleep 0.2
  done
}
serve $port
check "the distribution starts on PostgreSQL" has "serving at" "$work/serve.out"

check "the container's health check says so" "$work/app/bin/health"

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=xray.test -addext subjectAltName=DNS:xray.test \
  -keyout "$work/site.key" -out "$work/site.crt" 2>/dev/null
export PNEUMONIA_SITE=xray.test PNEUMONIA_UPSTREAM=127.0.0.1:$port
export PNEUMONIA_CERTIFICATE=$work/site.crt PNEUMONIA_CERTIFICATE_KEY=$work/site.key
# The ports and the cache's place are this check's own; everything else is what is deployed.
site() {
  envsubst '$PNEUMONIA_SITE $PNEUMONIA_UPSTREAM $PNEUMONIA_CERTIFICATE $PNEUMONIA_CERTIFICATE_KEY' \
    <"$deploy/nginx/pneumonia.conf.template" |
    sed "s/listen 80;/listen 127.0.0.1:$((port + 3));/; s/listen 443 ssl/listen 127.0.0.1:$((port + 1)) ssl/
         /listen \[::\]/d; s,/var/cache/nginx/pneumonia,$work/cache," >"$work/site.conf"
}
site
mkdir "$work/nginx"
cat >"$work/nginx.conf" <<EOF
pid $work/nginx/pid;
error_log $work/nginx/error.log;
worker_processes 1;
events {}
http {
  include /etc/nginx/mime.types;
  access_log $work/nginx/access.log;
  client_body_temp_path $work/nginx/body;
  proxy_temp_path $work/nginx/proxy;
  fastcgi_temp_path $work/nginx/f;
  uwsgi_temp_path $work/nginx/u;
  scgi_temp_path $work/nginx/s;
  include $work/site.conf;
}
EOF
check "nginx accepts the site" nginx -t -c "$work/nginx.conf"
nginx -c "$work/nginx.conf" -g 'daemon off;' &
started+=($!)
for _ in $(seq 50); do [ -s "$work/nginx/pid" ] && break; sleep 0.1; done

site=https://xray.test:$((port + 1))
web() { curl -sS --max-time 30 --cacert "$work/site.crt" --resolve "xray.test:$((port + 1)):127.0.0.1" "$@"; }
status() { web -o "$work/body" -D "$work/head" -w '%{http_code}' "$@"; }
json() { python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))'"$1"')' "$work/body"; }

check "HTTP is sent to HTTPS" equal \
  "$(curl -sS -o /dev/null -w '%{http_code}' -H 'Host: xray.test' "http://127.0.0.1:$((port + 3))/")" 308
check "the site is healthy through TLS" equal "$(status "$site/health/")" 200
grep -qi '^strict-transport-security:' "$work/head" && echo "ok    HSTS is sent" || { echo "FAIL  HSTS is sent"; failed=1; }
check "metrics are not for the public" equal "$(status "$site/metrics")" 404
check "another host name is refused" equal "$(web -o /dev/null -w '%{http_code}' -H 'Host: evil.test' "$site/health/")" 400

check "an account signs in" equal \
  "$(status -H 'Content-Type: application/json' -d '{"username":"root","password":"correct horse battery"}' "$site/api/login/")" 200
token=$(json '["token"]')
check "a picture is analysed" equal \
  "$(status -H "Authorization: Token $token" -F "image=@$picture" "$site/api/images/")" 201
result=$(json '["result"]["id"]' 2>/dev/null || json '["id"]')
check "its result is listed" equal "$(status -H "Authorization: Token $token" "$site/api/results/")" 200
check "the list has one" equal "$(json '["count"]')" 1
head -c 21000000 /dev/zero >"$work/large.png"
check "a body beyond 20 MB is refused" equal \
  "$(status -H "Authorization: Token $token" -F "image=@$work/large.png" "$site/api/images/")" 413
check "the session's cookie is for TLS only" equal \
  "$(status -H 'Content-Type: application/json' -d '{"username":"root","password":"correct horse battery"}' "$site/api/session/")" 201
grep -qi '^set-cookie:.*secure' "$work/head" && echo "ok    the cookie is marked Secure" || { echo "FAIL  the cookie is marked Secure"; failed=1; }

# A client cannot choose its address: nginx replaces what it says.
status -H 'X-Forwarded-For: 203.0.113.9' -H 'Content-Type: application/json' \
  -d '{"username":"root","password":"wrong"}' "$site/api/login/" >/dev/null
addresses=$(PGPASSWORD=database-secret psql -qAt -h 127.0.0.1 -p $((port + 2)) -U pneumonia pneumonia \
  -c "SELECT DISTINCT address FROM audit_trail WHERE action LIKE 'LOGIN%'")
check "the audit trail has the client's real address" equal "$addresses" 127.0.0.1

curl -sS -H 'Host: localhost' "http://127.0.0.1:$port/metrics" >"$work/metrics"
named() {
  python3 - "$work/metrics" "$deploy/prometheus/rules.yaml" "$deploy/grafana/pneumonia.json" <<'EOF'
import re, sys
known = set(re.findall(r"^([a-z_]+)[{ ]", open(sys.argv[1]).read(), re.M)) | {"up"}
used = set()
for file in sys.argv[2:]:
    text = open(file).read()
    used |= set(re.findall(r"\b((?:http_server|jvm|process|pneumonia)_[a-z_]+)\b", text))
    used -= {"pneumonia_check"}
missing = sorted(used - known)
print("used", sorted(used), "missing", missing)
sys.exit(1 if missing or len(used) < 10 else 0)
EOF
}
check "every metric of rules and dashboard exists" named

# --- Operating it -----------------------------------------------------------------------------

check "a backup is made while it serves" pneumonia data backup "$work/backup.zip"
check "everything is sound" pneumonia data verify
check "the backup is sound" pneumonia data restore --check "$work/backup.zip"
check "it is restored into SQLite" env -u PNEUMONIA_DATABASE_URL -u PNEUMONIA_DATABASE_USER \
  "$work/app/bin/pneumonia" data restore "$work/backup.zip" --data-dir "$work/restored"
check "what was restored is sound" env -u PNEUMONIA_DATABASE_URL -u PNEUMONIA_DATABASE_USER \
  "$work/app/bin/pneumonia" data verify --data-dir "$work/restored"

kill -TERM $app
wait $app && code=0 || code=$?
check "SIGTERM ends it" equal "$code" 143
check "the container's health check says that it is gone" bash -c '! "$0"' "$work/app/bin/health"
check "nginx says that it is gone" equal "$(status "$site/health/")" 502
serve $port
check "after a restart the token still works" equal \
  "$(status -H "Authorization: Token $token" "$site/api/results/")" 200
memory=$(awk '/VmHWM/ {print $2}' /proc/$app/status)
as_nobody "$pgbin/pg_ctl" -D "$work/pg" -m fast stop >/dev/null
check "without the database it is not ready" equal "$(status "$site/health/ready/")" 503
check "and says which part" has '"records":"DATABASE_UNAVAILABLE"' "$work/body"
as_nobody "$pgbin/pg_ctl" -D "$work/pg" -w -l "$work/pg/log" \
  -o "-p $((port + 2)) -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start >/dev/null
ready() { for _ in $(seq 60); do [ "$(status "$site/health/ready/")" = 200 ] && return; sleep 0.5; done; return 1; }
check "with the database it is ready again" ready
kill -TERM $app
wait $app || true
PNEUMONIA_TRUSTED_PROXIES=192.0.2.1 serve $port
status -H 'Content-Type: application/json' -d '{"username":"root","password":"correct horse battery"}' "$site/api/session/" >/dev/null
insecure() { grep -qi '^set-cookie:' "$work/head" && ! grep -qi '^set-cookie:.*secure' "$work/head"; }
check "a proxy that is not trusted cannot say that TLS was used" insecure
kill -TERM $app
wait $app || true

# --- Two instances, of which one is killed ----------------------------------------------------

serve $port
first=$app
serve $((port + 5))
export PNEUMONIA_UPSTREAM="127.0.0.1:$port; server 127.0.0.1:$((port + 5))"
site
nginx -c "$work/nginx.conf" -s reload
sleep 1
web -c "$work/cookies" -o /dev/null -H 'Content-Type: application/json' \
  -d '{"username":"root","password":"correct horse battery"}' "$site/api/session/"
upload() {
  curl -sS --max-time 30 --cacert "$work/site.crt" --resolve "xray.test:$((port + 1)):127.0.0.1" \
    -w '\n%{http_code}\n' -H "Authorization: Token $token" -F "image=@$picture" "$site/api/images/" 2>/dev/null |
    python3 -c 'import json,sys; lines=sys.stdin.read().split("\n"); print(lines[-2], json.loads(lines[0])["id"] if lines[-2] == "201" else "-")'
}
export -f upload
export work port site token picture
seq 60 | xargs -P 4 -I{} bash -c upload >"$work/uploads" 2>/dev/null &
uploads=$!
for _ in $(seq 300); do [ "$(grep -c ^201 "$work/uploads")" -ge 15 ] && break; sleep 0.1; done
kill -KILL $first
wait $uploads || true
answered=$(grep -c ^201 "$work/uploads")
lost=$(grep -vc ^201 "$work/uploads" || true)
echo "      of 60 uploads $answered were acknowledged, $lost were not"
kept() {
  [ "$answered" -ge 30 ] || { echo "too few"; return 1; }
  grep ^201 "$work/uploads" | while read -r _ id; do
    equal "$(status -H "Authorization: Token $token" "$site/api/images/$id/")" 200 || exit 1
  done
}
check "no acknowledged result is missing after one of two was killed" kept
check "nobody is signed out" equal "$(status -b "$work/cookies" "$site/api/session/")" 200
check "database and pictures agree" pneumonia data verify

echo "resident memory: $memory kB at most"

[ $failed = 0 ] && echo "all checks passed" || echo "some checks failed"
exit $failed
