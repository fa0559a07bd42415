# Sourced by the scripts: finds the folder of the project, and prints their messages.
# shellcheck shell=bash disable=SC2034

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"
cd "$ROOT" || exit

# Our messages are in UTF-8; a terminal in ISO-8859-15 gets the nearest signs that it has.
in_its_signs() { iconv -f UTF-8 -t "$(locale charmap 2>/dev/null || echo UTF-8)//TRANSLIT" 2>/dev/null || cat; }

say() { printf '\033[1m[%3ds]\033[0m %s\n' "$SECONDS" "$*" | in_its_signs >&2; }

fail() {
    printf '\033[1;31mArrêt :\033[0m %s\n' "$*" | in_its_signs >&2
    exit 1
}
