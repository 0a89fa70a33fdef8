# What every run on the kernel bench needs; read by its scripts, not run by itself.
# Sets here, top, program, bench, python, out and remove.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd "$here/../.." && pwd -P)
program=$(realpath -m "${MOTCUA:-$top/.build-release/release/motcua}")
bench=${USB_BENCH_DIR:-$top/../shared/devices/usb-bench}
# The one with which Debian's own packages work, not one of the user's.
python=/usr/bin/python3
export PYTHONDONTWRITEBYTECODE=1
# So small a picture is read faster by one thread than by several.
export OMP_THREAD_LIMIT=1

# Takes the arguments of the script that reads this, whose lines 2-8 are its help.
begin() {
  out=''
  case ${1:-} in
  '') ;;
  --out) out=${2:?--out needs a folder} ;;
  *) sed -n '2,8p' "$0" >&2; exit 2 ;;
  esac
  [ -x "$bench/run-bench.sh" ] || {
    echo "no kernel bench at $bench: $(basename "$0") is left out"
    exit 77
  }
  [ -x "$program" ] || { echo "no program at $program: build it, or set MOTCUA" >&2; exit 2; }
  local tool
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
}

failed=0
check() { # sentence, what is wanted, what is seen
  if [ "$2" = "$3" ]; then
    echo "ok   $1"
  else
    echo "FAIL $1: $3, wanted $2"
    failed=1
  fi
}
