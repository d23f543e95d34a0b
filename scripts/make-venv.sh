#!/bin/sh
# Make the virtual environment $1 with the first Python of 3.11 or newer that has `venv` and `ensurepip`.
# PYTHON=/path/to/python overrides the search. An environment that already works is left as it is.
set -eu
target=$1

works() { # a Python that starts and is new enough
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -x "$target/bin/python" ] && works "$target/bin/python" && "$target/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

without_venv=
for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    works "$python" || continue
    if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        without_venv="${without_venv:-$python}"
        continue
    fi
    echo "making $target with $("$python" --version)"
    exec "$python" -m venv --clear "$target"
done

if [ -n "$without_venv" ]; then
    echo "counterclaim: $without_venv has no 'venv' module, which an isolated installation needs." >&2
    echo "On Debian and Ubuntu: apt install python3-venv. Or name another Python: make PYTHON=/path/to/python3" >&2
else
    echo "counterclaim needs Python 3.11 or newer; tried: ${PYTHON:-python3, python3.14 ... python3.11}." >&2
    echo "Install one, or name it: make PYTHON=/path/to/python3" >&2
fi
exit 1
