"""The programs that check pages; what each finds, and what none of them can find, is in
docs/accessibility-checks.md. The Node packages come by `npm ci` in this folder."""

from pathlib import Path

FOLDER = Path(__file__).parent
PACKAGES = FOLDER / "node_modules"
