#!/usr/bin/env bash
# make lock: requirements*.in -> requirements*.txt, with hashes, for every Python from 3.11 on (--universal).
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

TMP=$(mktemp -d "${TMPDIR:-/tmp}/doiNgoai-lock-XXXXXX")
trap 'rm -rf "$TMP"' EXIT

python=$(find_python)
"$python" -m venv "$TMP/uv"
"$TMP/uv/bin/pip" install --quiet uv==0.13.9
for name in requirements requirements-dev; do
    # No address of an index and no header: the lock is the same on every machine.
    "$TMP/uv/bin/uv" pip compile --quiet --generate-hashes --universal --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links --no-header "$@" "$name.in" --output-file "$name.txt"
done
# Django prefers psycopg 3 over psycopg2 without a word; it must not come in through a dependency.
if grep -qE '^psycopg(-[a-z]+)?==' requirements-dev.txt; then die "psycopg 3 came into the lock: find out who asks for it."; fi
