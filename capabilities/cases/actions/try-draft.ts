import type { Net } from "@gongzhi/procedure";
import type { ActionContext } from "#platform/capability.ts";
import type { TrialView } from "../contract/procedure-views.ts";
import { tryCase, type OtherWay, type Trial } from "../domain/try-case.ts";
import { mayReadCaseAsStaff } from "../policy.ts";
import { findPastCases, type PastCaseRow } from "../store/find-past-cases.ts";
import { findProcedure } from "../store/find-procedure.ts";

/** Cases tried: a page is waited for, and what a change does shows in the last of them. Some tenths of a second. */
export const MOST_TRIED = 200;
/** Of cases that would have gone the same other way, so many are named. */
const MOST_NAMED = 3;
/** Ways shown, the most frequent first. */
const MOST_WAYS = 20;

/** A draft tried on the cases opened last, of those whoever enacts may see: which would have gone another way, and where. */
export async function tryDraft(context: ActionContext, key: string, draft: Net): Promise<TrialView> {
  const { tx, actor } = context;
  const rows = await findPastCases(tx, key, mayReadCaseAsStaff.where(actor, "c"), MOST_TRIED);
  const ways = new Map<string, { readonly way: OtherWay; readonly net: Net; readonly numbers: string[] }>();
  let same = 0;
  let unrecorded = 0;
  for (const row of rows) {
    const { net } = await findProcedure(tx, key, row.procedure_version);
    const trial = trialOf(draft, net, row);
    if (trial === "same") same += 1;
    else if (trial === "unrecorded") unrecorded += 1;
    else {
      const id = JSON.stringify(trial);
      const known = ways.get(id) ?? { way: trial, net, numbers: [] };
      known.numbers.push(row.number);
      ways.set(id, known);
    }
  }
  const others = [...ways.values()].toSorted((one, two) => two.numbers.length - one.numbers.length).slice(0, MOST_WAYS);
  return {
    tried: rows.length,
    same,
    unrecorded,
    others: rows.length - same - unrecorded,
    ways: others.map(({ way, net, numbers }) => ({
      after: nameIn(net, way.after),
      went: way.went.map((id) => nameIn(net, id)),
      instead: way.instead.map((id) => nameIn(draft, id)),
      count: numbers.length,
      numbers: numbers.slice(0, MOST_NAMED),
    })),
  };
}

function trialOf(draft: Net, net: Net, { sent, marking }: PastCaseRow): Trial {
  const known = (sent ?? []).flatMap((one) => one ?? []);
  return sent === null || known.length < sent.length ? "unrecorded" : tryCase(draft, { net, sent: known, marking });
}

function nameIn(net: Net, id: string): string {
  return net.elements.find((element) => element.id === id)?.name ?? id;
}
