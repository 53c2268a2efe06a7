import { SocialChoiceRefusal } from "../refusal.ts";
import { TEXT_LENGTH_MAX } from "../rows/delimited-rows.ts";
import type { Profile } from "./profile.ts";
import { readAbcYaml } from "./read-abc-yaml.ts";
import { readBallotCsv } from "./read-ballot-csv.ts";
import { readBlt } from "./read-blt.ts";
import { PREFLIB_KINDS, readPreflib } from "./read-preflib.ts";

/**
 * Reads ballots in the format that the name of their file says: `.blt`, `.soc`, `.soi`, `.toc`, `.toi`, `.abc.yaml`, `.csv`
 * (`.tsv`, `.txt`).
 * @throws SocialChoiceRefusal for another ending, and as each reader does.
 */
export function readBallots(text: string, fileName: string): Profile {
  if (text.length > TEXT_LENGTH_MAX) throw new SocialChoiceRefusal("too-large", `a text of ${text.length} characters`);
  const name = fileName.toLowerCase();
  if (name.endsWith(".blt")) return readBlt(text);
  if (name.endsWith(".abc.yaml") || name.endsWith(".abc.yml")) return readAbcYaml(text);
  if (/\.(?:csv|tsv|txt)$/.test(name)) return readBallotCsv(text);
  const kind = PREFLIB_KINDS.find((ending) => name.endsWith(`.${ending}`));
  if (kind !== undefined) return readPreflib(text, kind);
  const known = ".blt, .soc, .soi, .toc, .toi, .abc.yaml, .csv";
  throw new SocialChoiceRefusal("unknown-format", `«${fileName}» is none of ${known}`);
}
