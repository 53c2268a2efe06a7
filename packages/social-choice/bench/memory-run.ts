import { readFileSync } from "node:fs";
import { countBudget, electionFromPabulib, parsePabulib } from "../src/index.ts";

/** Reads and counts one file in a process of its own and tells the most memory it ever held: node memory-run.ts FILE RULE. */
const [path = "", rule = ""] = process.argv.slice(2);
const outcome = countBudget(electionFromPabulib(parsePabulib(readFileSync(path, "utf8"))), rule);
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ winners: outcome.winners.length, megabytes }));
