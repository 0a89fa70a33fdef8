"""A printer's troubles, one after another; runs inside the virtual machine, see paper.sh.

    trouble_run.py gadget|vhci --program FILE --texts FOLDER --out OUT

Prints a line a check and ends with status 1 when one failed.
"""

import argparse
import pathlib
import sys
import traceback

from centre import Centre
from checks import RUN
from device import WholeDevice
from gadget import Gadget

BENCHES = {"gadget": Gadget, "vhci": WholeDevice}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("bench", choices=BENCHES)
    for name in ("program", "texts", "out"):
        arguments.add_argument(f"--{name}", required=True, type=pathlib.Path)
    given = arguments.parse_args()
    centre = Centre(given.program, given.texts, RUN / "centre", given.out)
    troubles = BENCHES[given.bench](centre, given.out)
    try:
        troubles.run()
    except Exception as error:  # One line for whoever reads the checks, the rest for the log.
        troubles.checks.that("the troubles go to their end", False, repr(error))
        (given.out / "troubles.log").write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        if troubles.prints:
            troubles.write()
        if centre.process and centre.process.poll() is None:
            centre.process.kill()
    sys.exit(1 if troubles.checks.failed else 0)


if __name__ == "__main__":
    main()
