import { readFile } from "node:fs/promises";
import { decodeXml, isRefusal as isUnreadable, netOf, parseProcedure } from "@gongzhi/procedure";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { findFile } from "#platform/files/attach.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { draftProcedure } from "../contract/draft-procedure.ts";
import { namedForms } from "../domain/check-forms.ts";
import { ownKey } from "../domain/own-procedure.ts";
import { mayEnactProcedure } from "../policy.ts";
import { checkProcedure } from "./check-procedure.ts";
import { beginProof } from "./prove-draft.ts";
import type { Tx } from "#platform/db/tx.ts";
import { countDrafts, findDraft, insertDraft, takeDraft, type DraftRow, type DraftToInsert } from "../store/drafts.ts";
import { findProcedure, findVersions, type VersionRow } from "../store/find-procedure.ts";

/** Drafts of one procedure at once: whoever has more has forgotten some. */
export const MOST_DRAFTS = 20;

type Forms = Readonly<Record<string, unknown>>;

export const draftProcedureBound = bind(draftProcedure, {
  policy: mayEnactProcedure,
  duty: "cases.enact",
  limits: [{ by: "account", points: 60, seconds: 3_600 }],
  subject: async ({ tenant }) => ({ division_path: tenant.rootPath }),
  run: async (context, input) => {
    const { tx, tenant, actor } = context;
    const { fileId, forms } = input;
    const of = await procedureOf(context, input);
    if (isRefusal(of)) return of;
    const { key, newest, opens, old } = of;
    if (old !== undefined && !(await takeDraft(tx, old.id))) return refuse("absent", "absent");
    if ((await countDrafts(tx, key)) >= MOST_DRAFTS)
      return refuse("conflict", "too-many-drafts", { facts: { most: MOST_DRAFTS } });
    const given = readForms(forms);
    if (given === undefined) return refuseField("/forms", "forms-no-json");
    const drawn = await readDrawn(context, fileId);
    if (isRefusal(drawn)) return drawn;
    const before = old?.forms ?? (newest === undefined ? {} : (await findProcedure(tx, key, newest.version)).forms);
    const taken = Object.fromEntries(Object.entries(before).filter(([form]) => drawn.forms.has(form)));
    const id = context.newId();
    context.subject(id);
    const made = { bpmn: drawn.bpmn, forms: { ...taken, ...given } };
    await insertDraft(tx, { ...made, id, key, path: tenant.rootPath, madeBy: actor.personId, opens });
    if ((await checkProcedure(made)).verdict === "unjudged") await beginProof(context, id);
    return { id };
  },
});

type Of = {
  readonly key: string;
  readonly newest?: VersionRow;
  readonly opens?: DraftToInsert["opens"];
  readonly old?: DraftRow;
};

/** The procedure it is a version of, or the new one it begins. */
async function procedureOf({ tx, tenant }: ActionContext, input: InputOf<typeof draftProcedure>): Promise<Of | Refusal> {
  const { key, name, title, titleEn = "", ruleKey, replaces } = input;
  if (replaces) return await procedureOfDraft(tx, replaces);
  if (key) {
    const [newest] = await findVersions(tx, key);
    return newest === undefined ? refuseField("/key", "procedure-absent") : { key, newest };
  }
  if (!name) return refuseField("/name", "required");
  if (!title) return refuseField("/title", "required");
  if (!ruleKey) return refuseField("/ruleKey", "required");
  if ((await findRuleInForce(tx, ruleKey, tenant.rootPath)) === undefined) return refuseField("/ruleKey", "rule-absent");
  const own = ownKey(name);
  if ((await findVersions(tx, own)).length > 0) return refuseField("/name", "procedure-exists");
  return { key: own, opens: { title, titleEn, ruleKey } };
}

/** What a draft is of: the newest version there is by now, or the new procedure it begins. */
async function procedureOfDraft(tx: Tx, id: string): Promise<Of | Refusal> {
  const old = await findDraft(tx, id);
  if (old === undefined) return refuse("absent", "absent");
  const [newest] = await findVersions(tx, old.key);
  if (newest !== undefined) return { key: old.key, newest, old };
  const { key, title, title_en: titleEn, rule_key: ruleKey } = old;
  if (title === null || ruleKey === null) throw new Error(`a draft of ${key}, of which there is no version`);
  return { key, opens: { title, titleEn: titleEn ?? "", ruleKey }, old };
}

type Drawn = { readonly bpmn: string; readonly forms: ReadonlySet<string> };

/**
 * What an upload of one's own draws. A file of which nothing can be shown is no draft; everything else about it is told on the draft's
 * page. The upload stays loose and goes with the night's purge, so that sending the form again finds it.
 */
async function readDrawn({ tx, actor, house }: ActionContext, fileId: string): Promise<Drawn | Refusal> {
  const file = await findFile(tx, fileId);
  if (file === undefined || file.purpose !== "cases/procedure" || file.uploader !== (actor.accountId ?? "visitor"))
    return refuse("conflict", "file-gone");
  const bpmn = decodeXml(await readFile(house.files.path(file.sha256)));
  const parsed = isUnreadable(bpmn) ? bpmn : await parseProcedure(bpmn);
  if (isUnreadable(bpmn) || isUnreadable(parsed)) {
    const why = isUnreadable(bpmn) ? bpmn.message : isUnreadable(parsed) ? parsed.message : "";
    return refuseField("/fileId", "procedure-unreadable", { why });
  }
  const net = netOf(parsed);
  return { bpmn, forms: isUnreadable(net) ? new Set() : namedForms(net) };
}

function readForms(text: string | undefined): Forms | undefined {
  if (text === undefined || text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Forms) : undefined;
  } catch {
    return undefined;
  }
}
