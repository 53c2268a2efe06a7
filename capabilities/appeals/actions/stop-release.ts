import { setCasePublic } from "#capabilities/cases/index.ts";
import type { ActionContext, Reaction } from "#platform/capability.ts";
import { hasStopped, USE_STOPPED } from "#platform/personal-data/uses.ts";
import { lockAppeal, type AppealRow } from "../store/appeal-row.ts";
import { changeAppeal } from "../store/change-appeal.ts";
import { dropRelease } from "../store/releases.ts";
import { findPublicOf, RELEASE_PURPOSE } from "../store/uses.ts";
import { withdrawOutcome } from "./put-on-record.ts";

/** Taken off the public list, feeds and open data; the record says so, without a word of the text. */
export async function takeOffPublic(context: ActionContext, appeal: AppealRow): Promise<void> {
  await dropRelease(context.tx, appeal.id);
  if (appeal.case_id !== null) await setCasePublic(context.tx, appeal.case_id, false);
  await changeAppeal(context.tx, appeal.id, { public: false });
  withdrawOutcome(context, appeal);
}

/**
 * Made public while whoever raised it was stopping that, and neither saw the other: taken off again before anybody is told.
 * @returns whether it was
 */
export async function undoRelease(context: ActionContext, appealId: string): Promise<boolean> {
  const appeal = await lockAppeal(context.tx, appealId);
  if (appeal?.public !== true || !(await hasStopped(context.tx, RELEASE_PURPOSE, appeal.owner_person))) return false;
  await takeOffPublic(context, appeal);
  return true;
}

/** Hidden in one transaction; more follow in the next. */
const PAGE = 100;

/** Whoever stops their appeals from being released has those that were taken off, too. */
export const stopRelease: Reaction = async (context, payload) => {
  const { purpose, personId } = payload;
  if (purpose !== RELEASE_PURPOSE) return;
  const found = await findPublicOf(context.tx, String(personId), PAGE);
  for (const id of found) {
    const appeal = await lockAppeal(context.tx, id);
    if (appeal?.public === true) await takeOffPublic(context, appeal);
  }
  if (found.length === PAGE) context.emit(USE_STOPPED, payload);
};
