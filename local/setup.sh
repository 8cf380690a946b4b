#!/usr/bin/env bash
# Installs what the make targets need, in steps: `local/setup.sh python node front browser peers`. A step is repeated only when its lock
# file changes. What this script cannot install is reported in one line with the remedy.
set -euo pipefail
cd "$(dirname "$0")/.."

stop() { echo "$1" >&2; exit 1; }

# A step's mark is in the folder that it installs, so that deleting the folder deletes the mark.
done_for() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

python() {
  local python=${PYTHON:-python3} mark=.venv/.ready wanted
  command -v "$python" >/dev/null || stop "Python is missing: install Python 3.11, 3.12 or 3.13 (Debian: apt-get install python3 python3-venv)."
  "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' ||
    stop "$("$python" --version) is not supported: install Python 3.11, 3.12 or 3.13, or name one: make PYTHON=/path/to/python3.13"
  wanted=$("$python" --version; sha256sum <requirements-dev.txt)
  done_for $mark "$wanted" && return
  echo "  setting up Python packages …"
  "$python" -m venv --clear .venv 2>/dev/null || stop "Python's venv is missing: install it (Debian: apt-get install python3-venv)."
  # uv fetches and checks the hashes many times faster than pip; its own version and hashes come from the same lock.
  awk '/^[a-z]/ { mine = /^uv==/ } mine' requirements-dev.txt >.venv/uv.txt
  .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r .venv/uv.txt 2> >(grep -v '^WARNING: Location' >&2)
  .venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes requirements-dev.txt
  echo "$wanted" >$mark
}

node() {
  command -v node >/dev/null && command -v npm >/dev/null || stop "Node.js is missing: install Node.js 20.19 or newer with npm (https://nodejs.org)."
  command node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    stop "Node.js $(command node --version) is too old: install Node.js 20.19 or newer (https://nodejs.org)."
  packages local
  packages static-web
}

packages() {
  local mark=$1/node_modules/.ready wanted
  wanted=$(sha256sum <"$1/package-lock.json")
  done_for "$mark" "$wanted" && return
  echo "  setting up npm packages of $1 …"
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  echo "$wanted" >"$mark"
}

front() {
  local mark=static-web/dist/.built wanted
  wanted=$(find static-web shared/texts shared/contract -type f -not -path '*/node_modules/*' -not -path '*/dist*/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum)
  done_for $mark "$wanted" && return
  echo "  building the front end …"
  (cd static-web && npm run --silent build -- --logLevel warn)
  echo "$wanted" >$mark
}

# The other form libraries that `make bench-first-load` compares with.
peers() { packages bench/first_load; }

lighthouse() { packages bench/lighthouse; }

# Chromium for all browser tests; Firefox and WebKit for tests of what differs between engines.
browser() {
  local missing=()
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium fonts-noto-color-emoji)
  command -v firefox-esr >/dev/null || missing+=(firefox-esr)
  command -v WebKitWebDriver >/dev/null || missing+=(webkit2gtk-driver)
  command -v Xvfb >/dev/null || missing+=(xvfb)
  if [ ${#missing[@]} = 0 ]; then
    :
  elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    echo "  installing ${missing[*]} …"
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
  elif [ "${missing[0]}" = chromium ]; then
    stop "Chromium is missing, and the browser tests need it: install it (Debian: sudo apt-get install ${missing[*]})."
  else
    echo "  ${missing[*]} are not here: their browsers' tests are skipped (Debian: sudo apt-get install ${missing[*]})." >&2
  fi
  headless_shell
}

# The same engine as Chromium's without the parts of a window, which takes a quarter less of the processor: the tests prefer it, and do
# without it where the distribution has none of the same version.
headless_shell() {
  local name=chromium-headless-shell
  if command -v $name >/dev/null || ! command -v chromium >/dev/null || [ -e .venv/.no-$name ]; then return; fi
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then return; fi
  echo "  installing $name …"
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $name; } >/dev/null 2>&1; then
    touch .venv/.no-$name
  fi
}

# What opens the exports as their readers do.
spreadsheet() {
  command -v soffice >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "  installing libreoffice-calc-nogui …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends libreoffice-calc-nogui >/dev/null
  else
    echo "  LibreOffice is not here: its tests are skipped (Debian: sudo apt-get install libreoffice-calc-nogui)." >&2
  fi
}

for step in "$@"; do "$step"; done
