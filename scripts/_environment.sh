# Sourced by the scripts beside it: finds Python, makes .venv, tells what goes on.

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
cd -- "$ROOT"
VENV="$ROOT/.venv"
export PIP_DISABLE_PIP_VERSION_CHECK=1 NO_MKDOCS_2_WARNING=1
unset PYTHONPATH PYTHONHOME

say() { printf '%s\n' "$*"; }

step() { printf '==> %s\n' "$*"; }

# fail MESSAGE HINT
fail() {
    printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
    [ -z "${2:-}" ] || printf 'type: %s\n' "$2" >&2
    exit 1
}

# The command that installs Debian packages, as this user would type it.
apt_line() {
    if [ "$(id -u)" = 0 ]; then
        printf 'apt-get update && apt-get install -y %s' "$*"
    else
        printf 'sudo apt-get update && sudo apt-get install -y %s' "$*"
    fi
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Prints the Python to use: $PYTHON, else the first of 3.11 or newer on PATH that can make environments.
find_python() {
    local name found="" too_old=""
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        command -v "$name" >/dev/null 2>&1 || continue
        if ! new_enough "$name"; then
            too_old=${too_old:-"$name is $("$name" -V 2>&1)"}
        elif "$name" -c 'import ensurepip, venv' 2>/dev/null; then
            command -v "$name"
            return
        else
            found=${found:-$name}
        fi
    done
    [ -z "$found" ] || fail "$found cannot make virtual environments: the package python3-venv is missing" "$(apt_line python3-venv)"
    [ -z "$too_old" ] || fail "Python 3.11 or newer is needed; $too_old" "PYTHON=/path/to/python3.11 $0, or use Debian 12 or newer"
    fail "Python 3.11 or newer is needed; there is none named ${PYTHON:-python3} on PATH" "$(apt_line python3 python3-venv)"
}

# environment LOCK: makes .venv hold exactly what LOCK pins, and this package; does nothing where it already does.
environment() {
    local lock=$1 python stamp wanted began=$SECONDS
    stamp="$VENV/.from-$lock"
    if [ -x "$VENV/bin/python" ] && [ -f "$stamp" ] && [ "$(cat -- "$stamp")" = "$(stamp_of "$VENV/bin/python" "$lock")" ]; then
        scripts_of_pages
        return
    fi
    python=$(find_python) || exit 1
    step "Installing what $lock pins into .venv (a minute or two, the first time only)"
    if ! new_enough "$VENV/bin/python" || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        rm -rf -- "$VENV"
        "$python" -m venv -- "$VENV" || fail "$python could not make $VENV" "$(apt_line python3-venv)"
    fi
    "$VENV/bin/python" -m pip install -qq --require-hashes --requirement "$lock" ||
        fail "the packages could not be installed" "check the network and that pip reaches its package index, then $0 again"
    scripts_of_pages
    "$VENV/bin/python" -m pip install -qq --no-deps --no-build-isolation --editable . ||
        fail "lakebook itself could not be installed" "rm -r .venv, then $0 again"
    wanted=$(stamp_of "$VENV/bin/python" "$lock")
    printf '%s\n' "$wanted" >"$stamp"
    say "    done in $((SECONDS - began)) s"
}

# Builds the scripts of the pages from plugins/frontend, where they are missing or stale, with Node from PyPI.
scripts_of_pages() {
    "$VENV/bin/python" hatch_build.py --stale || return 0
    step "Building the scripts of the pages"
    "$VENV/bin/python" -m pip install -qq --require-hashes --requirement requirements-frontend.lock ||
        fail "Node could not be installed from PyPI" "check the network and that pip reaches its package index, then $0 again"
    "$VENV/bin/python" hatch_build.py || fail "the scripts of the pages could not be built" "see above, then $0 again"
}

# What .venv was made from: the lock, the package's metadata, the Python and the folder.
stamp_of() {
    { cat -- "$2" pyproject.toml; "$1" -V; printf '%s\n' "$ROOT"; } 2>/dev/null | cksum
}
