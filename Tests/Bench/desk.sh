#!/usr/bin/env bash
# Pulls a counter board and a button box out of a running centre and puts them back, on a real
# kernel with emulated USB devices; the box is a clerk's keypad, too. One line a check; status 1
# when one failed, 77 without the kernel bench.
#   --out DIR       where logs and frames stay (default: a temporary folder, kept on failure)
#   USB_BENCH_DIR   the kernel bench's folder
#   MOTCUA          the program (default: .build-release/release/motcua)
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/bench.sh"
begin "$@"
rm -rf "$out"/{bench,motcua.log,desk.log} "$out"/board-*.jsonl

status=0
"$bench/run-bench.sh" -g "printer buttons display" -c 2 -t 200 -w "$out" -o "$out/bench" \
  -e PYTHONDONTWRITEBYTECODE "$python" "$here/desk.py" \
  --program "$program" --texts "$top/Config/texts" --out "$out" || status=$?
if [ "$status" -ne 0 ]; then
  echo "The run failed (status $status in the machine); everything about it is in $out" >&2
  tail -n 20 "$out/motcua.log" >&2 2>/dev/null || true
  exit 1
fi
[ -z "$remove" ] || rm -rf "$out"
