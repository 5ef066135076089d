"""Evaluate a scenario link without the app: ``python -m engine "LINK-OR-QUERY"``.

Prints JSON with ``scenario``, ``notices``, ``baseline`` and ``results``.
"""

import sys
from collections.abc import Sequence

from engine import catalogue, link
from engine.report import as_text, report

USAGE = 'usage: python -m engine "LINK-OR-QUERY", one link in quotation marks ("" for the default)'
WRONG_USE = 2


def main(arguments: Sequence[str]) -> int:
    """Print the report of one link; 2 and a sentence on stderr if it is not one argument."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(USAGE, file=sys.stderr)
        return WRONG_USE
    book = catalogue.load()
    found = report(link.read_text(arguments[0], book.controls), book)
    print(as_text(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
