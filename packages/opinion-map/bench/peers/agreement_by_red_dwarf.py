"""Agreement (ARI) of red-dwarf's groups with production's: python agreement_by_red_dwarf.py DATA; one JSON line a conversation.

DATA holds `polis/` (exports) and `polis-reference/` (a server's answers). Of several answers to one statement the last counts.
"""

import csv
import json
import sys
import time
from pathlib import Path

from reddwarf.implementations.base import run_pipeline
from sklearn.metrics import adjusted_rand_score


def rows(path):
    with open(path, encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def read_export(folder):
    cast = sorted(rows(folder / "votes.csv"), key=lambda row: float(row["timestamp"]))
    last = {(int(row["voter-id"]), int(row["comment-id"])): int(float(row["vote"])) for row in cast}
    out = [int(row["comment-id"]) for row in rows(folder / "comments.csv") if row["moderated"] == "-1"]
    people = rows(folder / "participants-votes.csv")
    return last, out, {int(row["participant"]): row["group-id"] for row in people if row["group-id"] != ""}


def read_server(folder):
    state = json.loads((folder / "math-pca2.json").read_text())
    cast = json.loads((folder / "votes.json").read_text())
    last = {(row["participant_id"], row["statement_id"]): row["vote"] for row in cast}
    members = dict(zip(state["base-clusters"]["id"], state["base-clusters"]["members"]))
    groups = {
        person: str(group["id"]) for group in state["group-clusters"] for base in group["members"] for person in members[base]
    }
    return last, state.get("mod-out", []), groups


data = Path(sys.argv[1])
for kind, read in (("polis", read_export), ("polis-reference", read_server)):
    for folder in sorted(path for path in (data / kind).iterdir() if path.is_dir()):
        last, out, official = read(folder)
        votes = [{"participant_id": person, "statement_id": at, "vote": vote} for (person, at), vote in last.items()]
        before = time.process_time()
        found = run_pipeline(votes=votes, reducer="pca", clusterer="kmeans", mod_out_statement_ids=out, random_state=42)
        seconds = time.process_time() - before
        theirs = found.participants_df["cluster_id"].dropna().to_dict()
        both = [person for person in official if person in theirs]
        ari = adjusted_rand_score([official[person] for person in both], [str(theirs[person]) for person in both])
        line = {"conversation": folder.name, "people": len(both), "groups": len(set(theirs.values())), "ari": round(ari, 3)}
        print(json.dumps({**line, "seconds": round(seconds, 2)}), flush=True)
