#!/usr/bin/env bash
# Has python-escpos and Pillow draw a slip; prints the p50 in ms and the slip's bytes.
#   escpos_peer.sh FOLDER WORDS ROUNDS
# Both come from PyPI into a virtual environment below FOLDER; ends with 1 where that cannot be.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
venv=$1/venv
python3 -m venv "$venv" >/dev/null
timeout 120 "$venv/bin/pip" install --quiet --disable-pip-version-check \
  "python-escpos==3.1" "Pillow" "qrcode" >/dev/null
# The library prints a warning a slip beside the figures.
"$venv/bin/python" "$here/escpos_peer.py" "$2" "$3" | tail -n 1
