# shellcheck shell=bash
# Sourced by run.sh, test.sh and lock.sh: Python, the virtual environment, locked packages.
# Works in bash 3.2 and later. Every failure is one sentence that says what to do.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

VENV=.venv
PY=$VENV/bin/python
export PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$*"; }
die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Runs a command quietly; when it fails, one sentence and where the rest is.
quietly() { # sentence, command...
    local sentence=$1 log
    shift
    log=$(mktemp "${TMPDIR:-/tmp}/doiNgoai-XXXXXX")
    if ! "$@" >"$log" 2>&1; then
        die "$sentence Last line: \"$(grep -v '^[[:space:]]*$' "$log" | tail -n 1)\" (all of it: $log)"
    fi
    rm -f "$log"
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() { # prints the first Python >= 3.11; PYTHON=... names one
    local candidate
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" || die "PYTHON=$PYTHON is not a Python 3.11 or newer: name another one."
        say "$PYTHON"
        return
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && new_enough "$candidate"; then
            say "$candidate"
            return
        fi
    done
    die "Python 3.11 or newer is needed and was not found ($(python3 --version 2>&1 || true)):" \
        "install one (Debian 12: apt install python3 python3-venv) or name it with PYTHON=/path/to/python3."
}

ensure_venv() {
    "$PY" -c 'import pip' 2>/dev/null && return
    local python
    python=$(find_python)
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        die "This Python cannot make virtual environments: install its venv package" \
            "(Debian and Ubuntu, as root: apt install $(basename "$(readlink -f "$(command -v "$python")")")-venv) and try again."
    say "Creating the virtual environment $VENV ..."
    rm -rf "$VENV" # one that was left half-made, or whose Python is gone
    quietly "The virtual environment could not be created." "$python" -m venv "$VENV"
}

# The stamp is a copy of the lock that was installed, so only a changed lock is installed again.
installed() { cmp -s "$1" "$VENV/$1.installed"; }

ensure_packages() { # lock file
    installed "$1" && return
    say "Installing the packages of $1 ..."
    rm -f "$VENV"/*.installed
    quietly "The packages could not be installed: check the network connection and try again." \
        "$PY" -m pip install --no-input --retries 2 --require-hashes --only-binary :all: -r "$1"
    cp "$1" "$VENV/$1.installed"
    if [ "$1" = requirements-dev.txt ]; then # it holds all of the other one
        cp requirements.txt "$VENV/requirements.txt.installed"
    fi
}

free_port() {
    "$PY" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
