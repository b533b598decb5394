"""transcripts.py SHIKII PAGE…: what pages show of a terminal is what comes out. In a block, `$ shikii …` is run in a copy of the samples,
and the lines up to the next $ are what it prints, to standard output and error."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

shikii, pages = Path(sys.argv[1]).resolve(), sys.argv[2:]
bad, ran = [], 0

with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    shutil.copytree("assessments", folder / "assessments")
    for page in pages:
        for block in re.findall(r"^```\w*\n(.*?)^```$", Path(page).read_text(), flags=re.M | re.S):
            for command, expected in re.findall(r"^\$ (?:build/)?shikii (.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.M):
                done = subprocess.run(
                    f"{shikii} {command} 2>&1", shell=True, capture_output=True, text=True, cwd=folder, check=False
                )
                ran += 1
                if done.stdout != expected:
                    bad.append(f"{page}: $ shikii {command}\nshown:\n{expected}printed:\n{done.stdout}")

print("\n".join(bad) or f"{ran} commands")
sys.exit(bool(bad) or not ran)
