#!/usr/bin/env bash
# Drives a citizen's visit through the release program on a real kernel with emulated USB devices:
# button box, printer, counter board. One line a check; status 1 when one failed, 77 without the
# kernel bench.
#   --out DIR       where logs, paper and pictures stay (default: a temporary folder, kept on
#                   failure)
#   USB_BENCH_DIR   the kernel bench's folder
#   MOTCUA          the program (default: .build-release/release/motcua)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd "$here/../.." && pwd -P)
program=$(realpath -m "${MOTCUA:-$top/.build-release/release/motcua}")
bench=${USB_BENCH_DIR:-$top/../shared/devices/usb-bench}
# The one with which Debian's own packages work, not one of the user's.
python=/usr/bin/python3

out=''
case ${1:-} in
'') ;;
--out) out=${2:?--out needs a folder} ;;
*) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac
[ -x "$bench/run-bench.sh" ] || {
  echo "no kernel bench at $bench: the visit is left out"
  exit 77
}
[ -x "$program" ] || { echo "no program at $program: build it, or set MOTCUA" >&2; exit 2; }
for tool in qemu-system-x86_64 tesseract zbarimg "$python"; do
  command -v "$tool" >/dev/null || {
    echo "$tool is missing: run Config/packages test" >&2
    exit 2
  }
done
remove=''
if [ -z "$out" ]; then
  out=$(mktemp -d)
  remove=1
fi
mkdir -p "$out"
out=$(cd "$out" && pwd -P)
rm -rf "$out"/{bench,slips,expected.tsv,motcua.log,visit.log} "$out"/board-*.jsonl

failed=0
check() { # sentence, what is wanted, what is seen
  if [ "$2" = "$3" ]; then
    echo "ok   $1"
  else
    echo "FAIL $1: $3, wanted $2"
    failed=1
  fi
}

# The paper that came out, read by programs that know nothing of motcua.
read_slips() {
  # So small a picture is read faster by one thread than by several.
  export OMP_THREAD_LIMIT=1
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
  env PYTHONDONTWRITEBYTECODE=1 "$python" "$here/visit.py" \
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
