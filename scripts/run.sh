#!/usr/bin/env bash
# make run: everything from a bare clone to a served site with demonstration data. A second run keeps the data.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

PORT=${PORT:-8000}
VAR=${VAR_DIR:-var}
pids=()
demo=no

port_is_free() { # SO_REUSEADDR as gunicorn sets it: a port that was just left counts as free
    "$PY" -c 'import socket, sys
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1])))' "$PORT" 2>/dev/null
}

collect_static() { # only what changed since the last time; DEBUG serves static/ as it lies
    local manifest=$VAR/static/staticfiles.json
    if [ -f "$manifest" ] && [ -z "$(find static "$VENV/requirements.txt.installed" -newer "$manifest" 2>/dev/null | head -n 1)" ]; then
        return
    fi
    say "Collecting static files ..."
    quietly "The static files could not be collected." "$PY" manage.py collectstatic --noinput
    touch "$manifest"
}

load_demo() {
    if [ -n "${DATABASE_URL:-}" ]; then
        say "DATABASE_URL is set: no demonstration data is loaded."
        return
    fi
    [ -f "$VAR/demo_password" ] || say "Loading the demonstration data ..."
    local answer
    if answer=$("$PY" manage.py demo --if-needed 2>&1); then
        demo=yes
    else # it refuses where real people have accounts; their site must still start
        say "No demonstration data: $(printf '%s' "$answer" | tail -n 1)"
    fi
}

prepare() {
    ensure_venv
    port_is_free || die "Port $PORT is in use or not allowed: stop the program that holds it, or choose another one: make run PORT=8001"
    ensure_packages requirements.txt
    quietly "The database could not be brought up to date." "$PY" manage.py migrate --noinput
    load_demo
    collect_static
}

stop() {
    trap - EXIT
    trap '' INT TERM HUP # a second Ctrl-C must not leave a half-stopped site
    [ ${#pids[@]} -gt 0 ] || exit "${1:-1}"
    say "Stopping ..."
    kill -TERM "${pids[@]}" 2>/dev/null || true
    local waited=0
    while kill -0 "${pids[@]}" 2>/dev/null && [ "$waited" -lt 20 ]; do # a running job may finish
        sleep 1
        waited=$((waited + 1))
    done
    kill -KILL "${pids[@]}" 2>/dev/null || true
    exit "${1:-1}"
}

answers() {
    "$PY" -c 'import http.client, sys
c = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=10)
c.request("GET", "/")
sys.exit(c.getresponse().status >= 500)' "$PORT" 2>/dev/null
}

start() {
    set -m # a process group each: Ctrl-C reaches this script alone, and it stops both in order
    "$VENV/bin/gunicorn" doiNgoai.wsgi --bind "127.0.0.1:$PORT" --worker-class gthread --workers 2 --threads 4 \
        --graceful-timeout 5 --no-control-socket --log-level warning </dev/null &
    web=$!
    # Celery's sermon about root is for production, where the worker has a user of its own.
    PYTHONWARNINGS="ignore:You're running the worker with superuser" \
        "$VENV/bin/celery" --app doiNgoai --quiet worker --beat --pool threads --concurrency 2 --loglevel WARNING \
        --without-gossip --without-mingle --without-heartbeat </dev/null &
    worker=$!
    set +m
    pids=("$web" "$worker")
}

both_run() { kill -0 "$web" 2>/dev/null && kill -0 "$worker" 2>/dev/null; }

main() {
    prepare
    trap 'stop 0' INT TERM HUP
    trap 'stop $?' EXIT
    start
    local tries=0
    until answers; do
        tries=$((tries + 1))
        if ! both_run || [ "$tries" -ge 60 ]; then die "The site did not start: the lines above say why."; fi
        sleep 0.5
    done
    printf '\ndoiNgoai is at  http://127.0.0.1:%s/   (stop it with Ctrl-C)\n\n' "$PORT"
    [ "$demo" = no ] || "$PY" manage.py demo --show || true
    while both_run; do
        sleep 1 &
        wait $! || true # unlike a plain sleep, interrupted at once by a signal
    done
    die "The web server or the worker stopped by itself: the lines above say why. Start again with: make run"
}

main
