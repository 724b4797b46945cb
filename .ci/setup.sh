#!/usr/bin/env bash
# Make .venv from the hashed lock, with the system packages it needs.
# usage: .ci/setup.sh run|test      (PYTHON names another interpreter)
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-run}
python=${PYTHON:-python3}
case $purpose in
    run) lock=requirements.lock ;;
    test) lock=requirements-dev.lock ;;
    *) echo "usage: .ci/setup.sh run|test" >&2; exit 2 ;;
esac

fail() {
    echo "sextant: $*" >&2
    exit 1
}

# --- what is missing of the system ------------------------------------------------

has_library() {
    "$python" -c 'import sys; from ctypes.util import find_library
sys.exit(not find_library(sys.argv[1]))' "$1"
}

has_postgresql() {
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

has_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
        || command -v google-chrome >/dev/null
}

# Running a program from its source takes a whole JDK.
has_jdk() { java --list-modules 2>/dev/null | grep -q '^jdk.compiler@'; }

# Print the parts of LibreOffice that are missing, with a screen where it has one already.
missing_office() {
    local part kind=-nogui
    dpkg -s libreoffice-core >/dev/null 2>&1 && kind=
    for part in writer:sw calc:sc impress:sd; do
        [ -e "/usr/lib/libreoffice/program/lib${part#*:}lo.so" ] \
            || echo "libreoffice-${part%:*}$kind"
    done
}

missing_packages() {
    has_library pango-1.0 || echo libpango-1.0-0
    has_library pangoft2-1.0 || echo libpangoft2-1.0-0
    has_library harfbuzz-subset || echo libharfbuzz-subset0
    # Debian ships python3 without ensurepip, so that a venv would have no pip.
    command -v uv >/dev/null || "$python" -c 'import ensurepip, venv' 2>/dev/null \
        || echo python3-venv
    [ "$purpose" = test ] || return 0
    has_postgresql || echo postgresql
    has_chromium || echo chromium
    { command -v pdftotext && command -v pdftoppm; } >/dev/null || echo poppler-utils
    has_jdk || echo default-jdk-headless
    [ -f /usr/share/java/jaxb-runtime.jar ] || echo libjaxb-java
    missing_office
}

# Print the prefix that makes a command run as root, or fail where there is none.
root_prefix() {
    [ "$(id -u)" -ne 0 ] || { echo env; return; }
    command -v sudo >/dev/null || return 1
    { [ -t 0 ] || sudo -n true 2>/dev/null; } || return 1
    echo "sudo env"
}

install_packages() {
    local names=$* prefix
    local line="apt-get install -y --no-install-recommends $names"
    command -v apt-get >/dev/null \
        || fail "these system packages are missing: $names (Debian's names); install them and try again"
    prefix=$(root_prefix) \
        || fail "system packages are missing; run this line and try again:
    sudo apt-get update && sudo $line"
    echo "Installing system packages: $names"
    # shellcheck disable=SC2086  # prefix and line are words to split
    { $prefix DEBIAN_FRONTEND=noninteractive apt-get update -qq \
        && $prefix DEBIAN_FRONTEND=noninteractive $line; } >&2 \
        || fail "apt-get could not install them; run this line and try again:
    apt-get update && $line"
}

# --- the environment --------------------------------------------------------------

check_python() {
    command -v "$python" >/dev/null \
        || fail "$python was not found; install Python 3.11 or newer, or name one: make PYTHON=python3.12 …"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
        || fail "Python 3.11 or newer is needed; $python is $("$python" -V 2>&1); name another one: make PYTHON=python3.12 …"
}

install_with_uv() {
    [ -x .venv/bin/python ] || uv venv --quiet --python "$python" .venv
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
    uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
}

install_with_pip() {
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
    local pip=(.venv/bin/python -m pip --disable-pip-version-check install --quiet)
    "${pip[@]}" --require-hashes -r "$lock"
    "${pip[@]}" --no-deps --no-build-isolation -e .
}

# A stamp holds the checksums of what the environment was made from; the test
# environment has everything that running needs, so its stamp serves both.
checksums() { cksum requirements.lock requirements-dev.lock pyproject.toml; }

is_current() {
    local stamp
    for stamp in .venv/.made-for-test ".venv/.made-for-$purpose"; do
        [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(checksums)" ] && return 0
    done
    return 1
}

check_python
missing=$(missing_packages | tr '\n' ' ')
# shellcheck disable=SC2086  # one word a package
[ -z "$missing" ] || install_packages $missing
if ! is_current; then
    echo "Setting up .venv from $lock"
    if command -v uv >/dev/null; then install_with_uv; else install_with_pip; fi
    checksums >".venv/.made-for-$purpose"
fi
