"""LEXIMIN by column generation as the paper has it, over single people, by scipy's HiGHS: a peer without Gurobi.

python leximin_by_highs.py: a request as JSON on stdin ({"size", "rows": [{"min", "max", "people": [index]}], "people": count}),
{"seconds", "probabilities", "milps"} on stdout.
"""

import json
import sys
import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

EPSILON = 1e-7


def main():
    request = json.load(sys.stdin)
    before = time.process_time()
    count = request["people"]
    matrix = np.zeros((len(request["rows"]) + 1, count))
    matrix[0, :] = 1
    lower, upper = [request["size"]], [request["size"]]
    for index, row in enumerate(request["rows"]):
        matrix[index + 1, row["people"]] = 1
        lower.append(row["min"])
        upper.append(row["max"])
    limits = LinearConstraint(matrix, lower, upper)
    milps = 0

    def heaviest(weights):
        nonlocal milps
        milps += 1
        found = milp(-weights, constraints=limits, integrality=np.ones(count), bounds=Bounds(0, 1))
        return np.round(found.x), -found.fun

    panels = []
    covered = np.zeros(count, bool)
    while not covered.all():
        panel, value = heaviest((~covered).astype(float))
        if value < 0.5:
            sys.exit("somebody is in no panel")
        panels.append(panel)
        covered |= panel > 0.5
    fixed = np.full(count, np.nan)
    while np.isnan(fixed).any():
        open_ = np.isnan(fixed)
        while True:
            columns = np.array(panels).T
            # Chances, then the level: maximise it, every open person having it and every fixed one theirs.
            rows = np.hstack([-columns, open_.astype(float)[:, None]])
            right = np.where(open_, 0, -(np.nan_to_num(fixed) - EPSILON))
            found = linprog(
                np.append(np.zeros(len(panels)), -1),
                A_ub=rows,
                b_ub=right,
                A_eq=[np.append(np.ones(len(panels)), 0)],
                b_eq=[1],
                bounds=[(0, None)] * len(panels) + [(None, None)],
                method="highs",
            )
            prices = -found.ineqlin.marginals
            panel, value = heaviest(prices)
            if value <= -found.eqlin.marginals[0] + EPSILON:
                break
            panels.append(panel)
        fixed[open_ & (prices > EPSILON)] = -found.fun
    print(json.dumps({"seconds": time.process_time() - before, "probabilities": list(fixed), "milps": milps}))


main()
