import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import type { Votes } from "../domain/judge-meeting.ts";
import { findItems, type ItemRow } from "../store/items.ts";
import { findMeeting } from "../store/meetings.ts";
import { findPublications } from "../store/publications.ts";
import { judgeRow, votesOf } from "./known.ts";

/** What a meeting decided about cases, as its newest published result has it. */
export type Voted = {
  readonly meetingId: string;
  readonly kind: string;
  /** Legal day it was held on. */
  readonly day: string;
  /** Of the result, and why it was counted again; empty for the first. */
  readonly version: number;
  readonly why: string;
  readonly items: readonly {
    readonly caseNumber: string;
    readonly method: NonNullable<ItemRow["method"]>;
    readonly votes: Votes;
    /** As many voted for it as its passing takes, or as many against it; both false where neither did. */
    readonly passed: boolean;
    readonly rejected: boolean;
  }[];
};

/** @returns undefined where no result is published */
export async function findVoted({ tx }: ActionContext, meetingId: string): Promise<Voted | undefined> {
  const meeting = await findMeeting(tx, meetingId);
  if (meeting === undefined || meeting.results === 0) return undefined;
  const result = (await findPublications(tx, meetingId)).find(({ kind }) => kind === "result");
  const passes = (item: ItemRow) => judgeRow(meeting, item).outcome === "passed";
  return {
    meetingId,
    kind: meeting.kind,
    day: legalDay(meeting.meets_at),
    version: meeting.results,
    why: result?.reason ?? "",
    items: (await findItems(tx, meetingId)).flatMap((item) => {
      const { case_number: caseNumber, method } = item;
      const votes = votesOf(item);
      if (caseNumber === null || method === null || votes === null) return [];
      const turned = { ...item, votes_for: votes.against, votes_against: votes.for };
      return [{ caseNumber, method, votes, passed: passes(item), rejected: passes(turned) }];
    }),
  };
}
