# Sourced by the scripts: the place of the project, and how they speak.
# shellcheck shell=bash disable=SC2034

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"
cd "$ROOT" || exit

say() { printf '\033[1m[%3ds]\033[0m %s\n' "$SECONDS" "$*" >&2; }

fail() {
    printf '\033[1;31mArrêt :\033[0m %s\n' "$*" >&2
    exit 1
}
