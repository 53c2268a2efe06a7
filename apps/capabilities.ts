import { accounts } from "#capabilities/accounts/index.ts";
import { appeals } from "#capabilities/appeals/index.ts";
import { cases } from "#capabilities/cases/index.ts";
import { disclosure } from "#capabilities/disclosure/index.ts";
import { divisions } from "#capabilities/divisions/index.ts";
import { mandates } from "#capabilities/mandates/index.ts";
import { meetings } from "#capabilities/meetings/index.ts";
import { organizations } from "#capabilities/organizations/index.ts";
import { party } from "#capabilities/party/index.ts";
import { privacy } from "#capabilities/privacy/index.ts";
import { projects } from "#capabilities/projects/index.ts";
import { record } from "#capabilities/record/index.ts";
import { register } from "#capabilities/register/index.ts";
import { resolutions } from "#capabilities/resolutions/index.ts";
import { rolls } from "#capabilities/rolls/index.ts";
import { rulemaking } from "#capabilities/rulemaking/index.ts";
import { rules } from "#capabilities/rules/index.ts";
import { setup } from "#capabilities/setup/index.ts";
import { supervision } from "#capabilities/supervision/index.ts";
import type { ActionContext, Capability } from "#platform/capability.ts";
import { noteFurnished } from "#platform/tenants/furnished.ts";
import { readEdition } from "./edition.ts";

/** Every capability of the house; migrations and menus follow from this list. */
export const CAPABILITIES: readonly Capability[] = [
  record,
  divisions,
  organizations,
  register,
  rules,
  rolls,
  accounts,
  cases,
  appeals,
  meetings,
  party,
  resolutions,
  rulemaking,
  mandates,
  projects,
  supervision,
  privacy,
  disclosure,
  setup,
];

/** Every right a post may carry. */
export const DUTIES: readonly string[] = CAPABILITIES.flatMap((capability) => capability.duties ?? []);

/** Gives a tenant what it lacks of what every capability begins with, and notes by which edition of the house. */
export async function furnishTenant(context: ActionContext, validFrom: string): Promise<void> {
  for (const capability of CAPABILITIES) await capability.furnish?.(context, validFrom);
  await noteFurnished(context.tx, readEdition());
}
