"""Counts Pabulib files by pabutools' Equal Shares (GPL-3), as a peer: python count_by_pabutools.py FILE...; one JSON line a file on stdout."""

import json
import sys
import time

import gmpy2

# Debian's 2.1.2 changes the argument of mpq(mpq, x): pabutools would then count wrongly without a word.
if tuple(int(part) for part in gmpy2.version().split(".")[:3]) < (2, 1, 5):
    sys.exit("gmpy2 is older than 2.1.5")

from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares

sys.setrecursionlimit(100_000)

for path in sys.argv[1:]:
    instance, profile = parse_pabulib(path)
    before = time.process_time()
    winners = method_of_equal_shares(instance, profile, sat_class=Cost_Sat)
    seconds = time.process_time() - before
    print(json.dumps({"seconds": seconds, "winners": [project.name for project in winners]}), flush=True)
