#!/usr/bin/env bash
# Drives a citizen's visit through the release program on a real kernel with emulated USB devices:
# button box, printer, counter board. One line a check; status 1 when one failed, 77 without the
# kernel bench.
#   --out DIR       where logs, paper and pictures stay (default: a temporary folder, kept on
#                   failure)
#   USB_BENCH_DIR   the kernel bench's folder
#   MOTCUA          the program (default: .build-release/release/motcua)
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/bench.sh"
begin "$@"
rm -rf "$out"/{bench,slips,expected.tsv,motcua.log,visit.log} "$out"/board-*.jsonl

# The paper that came out, read by programs that know nothing of motcua.
read_slips() {
  local index=0 number line link text
  mkdir -p "$out/slips"
  check "every printed byte is known ESC/POS, and the slips are cut apart" \
    "$(wc -l <"$out/expected.tsv")" \
    "$("$python" "$here/paper.py" "$out/bench/printer.bin" "$out/slips" 2>&1 | tail -1)"
  while IFS=$'\t' read -r number line link; do
    index=$((index + 1))
    [ "$number" != torn ] || continue
    check "slip $index bears the number $number" "$number" \
      "$(tesseract "$out/slips/number-$index.png" - --psm 7 digits 2>/dev/null | tr -d '[:space:]')"
    text=$(tesseract "$out/slips/slip-$index.png" - --psm 6 -l vie 2>/dev/null || true)
    check "slip $index names $line" "$line" "$(grep -om1 "$line" <<<"$text" || true)"
    check "slip $index has the link of its ticket" "$link" \
      "$(zbarimg -q --raw "$out/slips/slip-$index.png" 2>/dev/null || true)"
  done <"$out/expected.tsv"
}

status=0
"$bench/run-bench.sh" -g "printer buttons display" -c 2 -t 150 -w "$out" -o "$out/bench" \
  -e PYTHONDONTWRITEBYTECODE "$python" "$here/visit.py" \
  --program "$program" --texts "$top/Config/texts" --out "$out" || status=$?
[ "$status" -eq 0 ] || failed=1
if [ -s "$out/expected.tsv" ]; then
  read_slips
else
  check "the visit says what it printed" yes no
fi
if [ "$failed" -ne 0 ]; then
  echo "The visit failed (status $status in the machine); everything about it is in $out" >&2
  tail -n 20 "$out/motcua.log" >&2 2>/dev/null || true
  exit 1
fi
[ -z "$remove" ] || rm -rf "$out"
