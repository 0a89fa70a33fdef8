#!/usr/bin/env bash
# Puts the release program's printer into every trouble on a real kernel, and holds the paper that
# came out against what the program says of it. One line a check; status 1 when one failed, 77
# without the kernel bench.
#   --out DIR       where logs, paper and pictures stay (default: temporary, kept on failure)
#   USB_BENCH_DIR   the kernel bench's folder
#   MOTCUA          the program (default: .build-release/release/motcua)
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/bench.sh"
begin "$@"
rm -rf "$out"/{gadget,vhci}

# One virtual machine: kind of printer, seconds at most.
trouble() {
  local status=0
  mkdir -p "$out/$1"
  echo "-- $1"
  # A short queue: a slip must not vanish in the kernel while the printer takes nothing.
  "$bench/run-bench.sh" -g printer -c 2 -t "$2" -w "$out/$1" -o "$out/$1/bench" \
    -e PYTHONDONTWRITEBYTECODE -e PRINTER_BACKEND="$1" -e PRINTER_QLEN=1 \
    "$python" "$here/trouble_run.py" "$1" \
    --program "$program" --texts "$top/Config/texts" --out "$out/$1" || status=$?
  [ "$status" -eq 0 ] || failed=1
  check "the $1 printer says what it printed" yes "$([ -s "$out/$1/tickets.tsv" ] && echo yes)"
}

tally() { "$python" "$here/tally.py" "$out/$1" >"$out/$1/tally" 2>&1; }

# Paper is read while the next machine runs. Seconds: what an overloaded host may need.
trouble gadget 480
tally gadget &
reading=$!
trouble vhci 150
wait "$reading" || failed=1
echo "-- paper of gadget"
cat "$out/gadget/tally"
tally vhci || failed=1
echo "-- paper of vhci"
cat "$out/vhci/tally"

if [ "$failed" -ne 0 ]; then
  echo "Some troubles were not borne; everything about them is in $out" >&2
  exit 1
fi
[ -z "$remove" ] || rm -rf "$out"
