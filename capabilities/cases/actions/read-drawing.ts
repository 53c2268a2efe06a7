import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { readDrawing } from "../contract/read-drawing.ts";
import { mayEnactProcedure } from "../policy.ts";
import { findDraft } from "../store/drafts.ts";
import { findProcedure, findVersions } from "../store/find-procedure.ts";
import { countPostsByDuty } from "../store/find-posts.ts";
import { lookOver } from "./look-over.ts";
import { needsOf } from "./needs.ts";
import { faultViews } from "./read-draft.ts";

export const readDrawingBound = bind(readDrawing, {
  policy: mayEnactProcedure,
  subject: async ({ tenant }) => ({ division_path: tenant.rootPath }),
  run: async (context, input) => {
    const { tx, tenant } = context;
    const draft = input.draft ? await findDraft(tx, input.draft) : undefined;
    if (input.draft && draft === undefined) return refuse("absent", "absent");
    const key = draft?.key ?? input.key ?? "";
    const [newest] = await findVersions(tx, key);
    const about = newest ?? draft;
    if (about === undefined || about.rule_key === null) return refuse("absent", "absent");
    const bpmn = draft?.bpmn ?? (newest === undefined ? "" : (await findProcedure(tx, key, newest.version)).bpmn);
    const parameters = (await findRuleInForce(tx, about.rule_key, tenant.rootPath))?.parameters ?? {};
    return {
      key,
      title: about.title ?? key,
      titleEn: about.title_en ?? "",
      bpmn,
      draft: draft?.id ?? null,
      version: newest?.version ?? null,
      faults: draft === undefined ? [] : faultViews((await lookOver(context, draft)).checked.faults),
      actions: [...(needsOf(context, key)?.steps ?? [])].toSorted(),
      duties: [...(await countPostsByDuty(tx)).keys()].toSorted(),
      deadlines: Object.keys((parameters["deadlines"] as object | undefined) ?? {}),
    };
  },
});
