import { closeMeeting } from "#capabilities/meetings/contract/close-meeting.ts";
import { conveneMeeting } from "#capabilities/meetings/contract/convene-meeting.ts";
import { countVotes } from "#capabilities/meetings/contract/count-votes.ts";
import { openMeeting } from "#capabilities/meetings/contract/open-meeting.ts";
import { publishResult } from "#capabilities/meetings/contract/publish-result.ts";
import { putToVote } from "#capabilities/meetings/contract/put-to-vote.ts";
import { readAttendance } from "#capabilities/meetings/contract/read-attendance.ts";
import { readConveneForm } from "#capabilities/meetings/contract/read-convene-form.ts";
import { readMeeting } from "#capabilities/meetings/contract/read-meeting.ts";
import { signInAttendees } from "#capabilities/meetings/contract/sign-in-attendees.ts";
import type { InputOf } from "#platform/contract.ts";
import { askDatabase } from "./database.ts";
import type { Caller } from "./api.ts";
import type { TestServer } from "./server.ts";

/** 大柳村, where the demo's people live. */
export const VILLAGE = "cn.99.9901.990101.990101101.990101101201";
const DAY_MS = 86_400_000;

export type Hall = {
  readonly server: TestServer;
  /** Who convenes it; the two who count. */
  readonly convener: Caller;
  readonly tellers: readonly [Caller, Caller];
};

type Called = Pick<InputOf<typeof conveneMeeting>, "kind" | "due" | "title" | "items">;

/**
 * A meeting of the village from its notice to its published result, by the API: its own pages have their own journeys. Whoever is due
 * came, or else `signIn` says who and how many; all but one vote for every item.
 * @returns its id
 */
export async function holdMeeting(hall: Hall, called: Called, signIn?: (id: string) => Promise<number>): Promise<string> {
  const { convener } = hall;
  const { kinds } = await convener(readConveneForm, { area: VILLAGE, kind: called.kind });
  const { id } = await convener(conveneMeeting, {
    area: VILLAGE,
    convener: kinds.find((one) => one.id === called.kind)?.conveners[0]?.value ?? "",
    meetsAt: new Date(Date.now() + 20 * DAY_MS).toISOString(),
    place: "村委会",
    chair: "村委会主任",
    facts: [],
    ...called,
  });
  await holdCalled(hall, id, signIn);
  return id;
}

/** The same of a meeting that was called already. */
export async function holdCalled(hall: Hall, id: string, signIn?: (id: string) => Promise<number>): Promise<void> {
  await itsDayHasCome(hall.server, id);
  await vote(hall, id, signIn === undefined ? await signInAll(hall, id) : await signIn(id));
}

/** Nobody waits for a test. */
async function itsDayHasCome({ dataDir }: TestServer, id: string): Promise<void> {
  await askDatabase(dataDir, async (database) => {
    await database.query(
      "update meetings.meeting set meets_at = now(), notice_day = (now() at time zone 'Asia/Shanghai')::date - 12 where id = $1",
      [id],
    );
  });
}

async function signInAll({ tellers: [keeper] }: Hall, id: string): Promise<number> {
  const personIds = (await keeper(readAttendance, { id })).due.map((one) => one.id);
  await keeper(signInAttendees, { id, personIds });
  return personIds.length;
}

async function vote({ tellers }: Hall, id: string, here: number): Promise<void> {
  const [keeper] = tellers;
  await keeper(openMeeting, { id });
  for (const item of (await keeper(readMeeting, { id })).items) {
    await keeper(putToVote, { id: item.id, method: "show-of-hands" });
    for (const teller of tellers) await teller(countVotes, { id: item.id, for: here - 1, against: 1, abstain: 0, invalid: 0 });
  }
  await keeper(closeMeeting, { id, discussion: "" });
  await keeper(publishResult, { id });
}
