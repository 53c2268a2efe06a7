import { accounts } from "./plants/accounts.ts";
import { appeals } from "./plants/appeals.ts";
import { cases } from "./plants/cases.ts";
import { disclosure } from "./plants/disclosure.ts";
import { divisions } from "./plants/divisions.ts";
import { mandates } from "./plants/mandates.ts";
import { meetings } from "./plants/meetings.ts";
import { party } from "./plants/party.ts";
import type { Plant } from "./plants/plant.ts";
import { privacy } from "./plants/privacy.ts";
import { projects } from "./plants/projects.ts";
import { record } from "./plants/record.ts";
import { register } from "./plants/register.ts";
import { resolutions } from "./plants/resolutions.ts";
import { rolls } from "./plants/rolls.ts";
import { rulemaking } from "./plants/rulemaking.ts";
import { rules } from "./plants/rules.ts";
import { supervision } from "./plants/supervision.ts";

/** By capability, in the order their rows are made. */
export const PLANTS: Readonly<Record<string, Plant>> = {
  record,
  divisions,
  rules,
  accounts,
  // Before `register` plants a group with nobody in it.
  meetings,
  disclosure,
  register,
  rolls,
  cases,
  appeals,
  privacy,
  party,
  resolutions,
  rulemaking,
  mandates,
  projects,
  supervision,
};
