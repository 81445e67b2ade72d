"""The script that makes the outlines of the map."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

#: A square that crosses the antimeridian, shared by a state and something without a code.
_TOPOLOGY = {
    "transform": {"scale": [1, 1], "translate": [-180, -90]},
    # From 179 to -179 and back, in degrees counted from the lower left corner of the world.
    "arcs": [
        [[359, 90], [-358, 0], [0, 10]],
        [[1, 100], [358, 0], [0, -10]],
        [[359, 90], [0, 5], [0, 5]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "id": "1"},
                {"type": "MultiPolygon", "arcs": [[[2, -2]], [[-3, 0]]]},
            ]
        },
        "land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[0, 1]]]}]},
    },
}


def test_outlines_are_made_of_topojson(repository: Path, tmp_path: Path) -> None:
    """Rings go on beyond 180 degrees, and borders are told apart by who has a code."""
    source, target = tmp_path / "countries.json", tmp_path / "outlines.json"
    source.write_text(json.dumps(_TOPOLOGY), encoding="utf-8")
    script = repository / "tools/outlines/outlines.py"

    subprocess.run([sys.executable, script, source, target], check=True, capture_output=True)

    made = json.loads(target.read_text(encoding="utf-8"))
    (ring,) = made["land"]
    assert ring == [179 * 20, 0, 40, 0, 0, 200, -40, 0, 0, -200]
    assert made["borders"] == []
    assert len(made["disputed"]) == 3
    assert "Natural Earth" in made["about"]
