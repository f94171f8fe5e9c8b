#!/usr/bin/env bash
# Makes the environments that the arguments name (app, nlu, dev, bench, security), and nothing that is already there.
#   app  .venv       Python 3.11 or newer: the web process and the command line
#   nlu  .venv-nlu   Python 3.10: Rasa, which supports no newer one
#   dev  test and lint tools on top of both
#   security  what `make security` looks with, on top of the application and the test tools
#   bench  what `make bench-nlu` compares with and draws with, on top of the application
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '[set-up] %s\n' "$*" >&2; }

real_path_if() { # INTERPRETER TEST: runs it, because pyenv leaves shims behind that exist and do not run
  "$1" -c "import os, sys; sys.version_info[:2] $2 or sys.exit(1); print(os.path.realpath(sys.executable))" 2>/dev/null
}

find_app_python() {
  local candidate
  for candidate in python3.11 python3.12 python3.13 python3; do
    real_path_if "$candidate" 'in ((3, 11), (3, 12), (3, 13))' && return
  done
  say "Python 3.11 to 3.13 was not found. Install it with pip (Debian: apt-get install python3 python3-pip)."
  return 1
}

find_nlu_python() {
  local candidate
  for candidate in $(ls -1d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python 2>/dev/null | sort -rV) python3.10; do
    real_path_if "$candidate" '== (3, 10)' && return
  done
  say "no Python 3.10 on this machine, uv downloads one"
  "$uv" python install --quiet 3.10 >&2 && "$uv" python find 3.10 && return
  say "Python 3.10 is needed for Rasa and could not be downloaded."
  say "Install it (pyenv install 3.10, or your system's python3.10 with its venv module) and run this again."
  return 1
}

find_uv() {
  uv="$root/.tools/bin/uv"
  [ -x "$uv" ] && return
  say "installing uv into .tools/"
  "$(find_app_python)" -m pip install --quiet --disable-pip-version-check --target .tools "uv>=0.9,<1" >&2 || {
    say "uv could not be installed from PyPI: is pip there and the network up?"
    return 1
  }
}

sync_environment() { # FOLDER PYTHON-FINDER WHAT-FOR UV-ARGUMENTS…
  local folder=$1 finder=$2 purpose=$3 stamp wanted
  shift 3
  stamp="$folder/.synced-$(printf '%s' "$*" | tr -c 'a-z' '-')"
  wanted=$(sha256sum uv.lock pyproject.toml | sha256sum)
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  find_uv
  say "$purpose -> $folder"
  local python
  python=$("$finder")
  # The list of every installed package hides the lines that show progress.
  UV_PROJECT_ENVIRONMENT="$folder" "$uv" sync --inexact --locked --python "$python" "$@" 2>&1 | { grep -v '^ [-+~] ' || true; } >&2
  printf '%s\n' "$wanted" >"$stamp"
}

# Compiled once here, every command starts in half the time, also where Python may write nothing: 10 s for the application, 20 s for
# Rasa, where a training would else take 40 s longer.
for name in "$@"; do
  case $name in
    app) sync_environment .venv find_app_python "the application" --extra app --compile-bytecode ;;
    nlu) sync_environment .venv-nlu find_nlu_python "Rasa and its libraries (1.7 GB, the longest step)" --extra nlu --compile-bytecode ;;
    dev)
      sync_environment .venv find_app_python "test and lint tools" --extra app --group dev --compile-bytecode
      sync_environment .venv-nlu find_nlu_python "test tools for Rasa's side" --extra nlu --group dev-nlu --compile-bytecode
      ;;
    bench) sync_environment .venv find_app_python "peers and charts of the measurement" --extra app --group bench --compile-bytecode ;;
    security) sync_environment .venv find_app_python "auditors" --extra app --group dev --group security --compile-bytecode ;;
    *) say "unknown environment: $name" && exit 2 ;;
  esac
done
