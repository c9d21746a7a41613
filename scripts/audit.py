"""Check the locked dependencies for known vulnerabilities, by pip-audit; exit code 1 if there are any or it failed.

Run by `make audit`. pip-audit is installed beside the interpreter that runs this.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def main(locks: list[str]) -> int:
    """Audit each lock file; prints one line for each vulnerability."""
    return max(audit(lock) for lock in locks)


def audit(lock: str) -> int:
    """Audit a lock file."""
    program = str(Path(sys.executable).with_name("pip-audit"))
    options = ["--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run([program, "--requirement", lock, *options], capture_output=True, text=True)
    try:
        dependencies = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = (done.stderr.strip().splitlines() or ["pip-audit printed nothing"])[-1]
        print(f"{lock}: cannot be audited, is the vulnerability service reachable? ({reason[:200]})", file=sys.stderr)
        return 1
    lines = [
        f"{lock}: {each['name']} {each['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'none'}"
        for each in dependencies
        for flaw in each.get("vulns", ())
    ]
    print("\n".join(lines) or f"{lock}: no known vulnerability in {len(dependencies)} packages")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
