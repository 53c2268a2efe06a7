import { findCaseText } from "#capabilities/cases/index.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuseField } from "#platform/refusal.ts";
import { listProposals } from "../contract/list-proposals.ts";
import { readProposeForm } from "../contract/read-propose-form.ts";
import { matters } from "../domain/reserved.ts";
import { isKeeper, maySee } from "../policy.ts";
import { countProposals, findPartyOrganization, listProposalRows } from "../store/proposals.ts";
import { proposalFacts } from "./read-proposal.ts";

const PAGE = 30;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Villages and communities have a code of twelve digits. */
const PLACE = /\.\d{12}$/;

export const listProposalsBound = bind(listProposals, {
  policy: maySee,
  run: async ({ tx, tenant, actor }, { q, area, state, cursor }) => {
    if (cursor !== undefined && !ID.test(cursor)) return refuseField("/cursor", "bad-cursor");
    const asked = { path: area ?? tenant.rootPath, q, state, before: cursor, limit: PAGE + 1 };
    const rows = await listProposalRows(tx, asked);
    const shown = rows.slice(0, PAGE);
    return {
      proposals: shown.map(proposalFacts),
      count: await countProposals(tx, asked),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      areas: (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value)),
      may: isKeeper.can(actor, {}) ? ["propose"] : [],
    };
  },
});

export const readProposeFormBound = bind(readProposeForm, {
  policy: isKeeper,
  run: async (context, { about }) => {
    const subject = about === undefined ? undefined : await findCaseText(context, about);
    return {
      areas: await ownPlaces(context),
      matters: [...matters(legalDay(context.now))],
      subject:
        about === undefined || subject === undefined
          ? null
          : { about, title: subject.title, wording: subject.wording, matter: subject.matter ?? "" },
    };
  },
});

/** Places whose party organization the reader keeps proposals for. */
export async function ownPlaces({ tx, tenant, actor }: ActionContext) {
  const own = actor.posts.filter(({ duties }) => duties.includes("resolutions.keep")).map((post) => post.organizationId);
  const places = (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value));
  const kept = await Promise.all(places.map(async ({ value }) => await findPartyOrganization(tx, own, value)));
  return places.filter((_, index) => kept[index] !== undefined);
}
