#!/usr/bin/env bash
# make test: everything that can be checked, on a bare machine. A part that cannot run fails, it is never skipped.
# scripts/test.sh [all | quick | lint | sqlite | postgres | browser]
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

TMP=$(mktemp -d "${TMPDIR:-/tmp}/doiNgoai-test-XXXXXX")
chmod 755 "$TMP" # the postgres user must get to its folder inside
pg_bin='' pg_data='' redis_pid=''
# The caller's own settings must not decide what is tested, nor a test touch the caller's data.
unset DATABASE_URL REDIS_URL SECRET_KEY DEBUG HTTPS ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS FIELD_ENCRYPTION_KEYS \
    LOG_JSON LOG_LEVEL DJANGO_SETTINGS_MODULE TEST_VAR_DIR
export VAR_DIR=$TMP/var

phase() { printf '\n=== %s (at %d s) ===\n' "$1" "$SECONDS"; }

cleanup() {
    if [ -n "$pg_data" ]; then
        as_postgres "$pg_bin/pg_ctl" -D "$pg_data" -m immediate stop >/dev/null 2>&1 || true
    fi
    if [ -n "$redis_pid" ]; then
        kill "$redis_pid" 2>/dev/null || true
        wait "$redis_pid" 2>/dev/null || true
    fi
    rm -rf "$TMP"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# --- what the tests need ---

find_postgres() { # the newest server; initdb is on no PATH in Debian
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 | grep . || {
        command -v initdb >/dev/null && dirname "$(command -v initdb)"
    }
}

missing_packages() { # Debian's names
    [ -x "$PY" ] || python3 -c 'import venv, ensurepip' 2>/dev/null || say python3-venv
    find_postgres >/dev/null || say postgresql
    command -v redis-server >/dev/null || say redis-server
    command -v chromium >/dev/null || say chromium
    fc-list ":family=Liberation Serif:lang=vi" 2>/dev/null | grep -q . || say fontconfig fonts-liberation2
    command -v msgfmt >/dev/null || say gettext
    ls /usr/lib*/libreoffice/program/libsclo.so >/dev/null 2>&1 || say libreoffice-calc-nogui
    command -v pdftoppm >/dev/null || say poppler-utils
}

ensure_system() {
    local missing
    read -r -d '' -a missing < <(missing_packages) || true
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        die "The tests need programs that are not installed: as root run: apt install ${missing[*]}"
    fi
    say "Installing ${missing[*]} ..."
    quietly "Debian's package lists could not be fetched: check the network connection." apt-get update
    quietly "Debian's packages could not be installed." \
        env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
    read -r -d '' -a missing < <(missing_packages) || true
    [ ${#missing[@]} -eq 0 ] || die "Still missing after the installation: ${missing[*]}"
}

# --- private servers ---

as_postgres() { # PostgreSQL refuses to run as root
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgres() {
    local port folder=$TMP/postgres
    pg_bin=$(find_postgres)
    port=$(free_port)
    mkdir "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    cd "$folder" # one the postgres user may stand in
    quietly "The test database could not be made." as_postgres "$pg_bin/initdb" -D "$folder/data" -U doingoai \
        --auth=trust --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=vi-VN
    pg_data=$folder/data
    quietly "The test database could not be started." as_postgres "$pg_bin/pg_ctl" -D "$pg_data" -l "$folder/log" -w \
        -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c synchronous_commit=off" start
    cd - >/dev/null
    export DATABASE_URL=postgres://doingoai@127.0.0.1:$port/postgres
}

start_redis() {
    local port tries=0
    port=$(free_port)
    redis-server --bind 127.0.0.1 --port "$port" --save "" --appendonly no --dir "$TMP" >"$TMP/redis.log" 2>&1 &
    redis_pid=$!
    until redis-cli -p "$port" ping >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || die "The test Redis did not start: $(tail -n 1 "$TMP/redis.log")"
        sleep 0.1
    done
    export REDIS_URL=redis://127.0.0.1:$port/0
}

# --- the phases ---

prepare() {
    phase "Installing what the tests need"
    ensure_system
    ensure_venv
    ensure_packages requirements-dev.txt
}

lint() {
    phase "Lint, layers, migrations, settings"
    "$VENV/bin/ruff" check .
    "$VENV/bin/ruff" format --check .
    "$VENV/bin/djlint" --lint --quiet templates
    "$VENV/bin/lint-imports" --no-logo
    "$PY" manage.py check --fail-level WARNING
    # A production environment: https and a key of its own.
    HTTPS=true SECRET_KEY=$("$PY" -c 'import secrets; print(secrets.token_urlsafe(60))') \
        "$PY" manage.py check --deploy --fail-level WARNING
    "$PY" manage.py makemigrations --check --dry-run
}

sqlite() {
    phase "Tests on SQLite"
    "$PY" -m pytest -n 2 -m "not browser"
}

postgres() {
    phase "Tests on PostgreSQL and Redis"
    start_postgres
    start_redis
    "$PY" -m pytest -n 2 -m "not browser and not once"
    unset DATABASE_URL REDIS_URL
}

browser() {
    phase "Browser tests on the embedded default"
    "$PY" -m pytest -n 2 -m browser
}

prepare
case "${1:-all}" in
all) # one after the other, not with &&: that would switch set -e off inside them
    lint
    sqlite
    postgres
    browser
    ;;
quick)
    lint
    sqlite
    ;;
lint | sqlite | postgres | browser) "$1" ;;
*) die "Usage: scripts/test.sh [all | quick | lint | sqlite | postgres | browser]" ;;
esac
