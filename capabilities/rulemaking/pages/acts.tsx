import { FoldedForm, useTenantPath, useText, useViewer, type FormState } from "#ui-kit/index.ts";
import { closeConsultation } from "../contract/close-consultation.ts";
import { commentOnDraft } from "../contract/comment-on-draft.ts";
import { enactDraft } from "../contract/enact-draft.ts";
import { fileDraft } from "../contract/file-draft.ts";
import { giveUpDraft } from "../contract/give-up-draft.ts";
import { openConsultation } from "../contract/open-consultation.ts";
import { orderCorrection } from "../contract/order-correction.ts";
import { passDraft } from "../contract/pass-draft.ts";
import { useArticleName, type View } from "./words.tsx";

export const ACTS = [
  commentOnDraft,
  openConsultation,
  closeConsultation,
  passDraft,
  fileDraft,
  enactDraft,
  giveUpDraft,
  orderCorrection,
] as const;

/** What this reader may do at the present step: write, call the meeting it waits for, go on, say something, or order a correction. */
export function Acts({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("rulemaking");
  const path = useTenantPath();
  const name = useArticleName();
  const { draft } = view;
  const articles = [0, ...view.articles.map((_, place) => place + 1)];
  return (
    <>
      {view.may.includes("save-draft") ? (
        <p>
          <a className="button" href={path(`rulemaking/${draft.number}/write`)}>
            {t("actions.save-draft")}
          </a>
        </p>
      ) : undefined}
      {view.meetings.map((kind) => (
        <p key={kind}>
          <a className="button" href={path(`meetings/new?area=${draft.path}&kind=${kind}&about=${draft.number}`)}>
            {t("call", { body: t(`bodies.${kind}`) })}
          </a>
        </p>
      ))}
      <ByResolution view={view} />
      {view.may.includes("begin-draft") ? (
        <p>
          <a className="button" href={path(`rulemaking/new?area=${draft.path}&again=${draft.number}`)}>
            {t("again")}
          </a>
        </p>
      ) : undefined}
      {ACTS.filter((signature) => view.may.includes(actOf(signature.name))).map((signature) => (
        <FoldedForm
          key={signature.name}
          signature={signature}
          state={state}
          omit={["id"]}
          options={{ article: articles.map((article) => ({ value: String(article), label: name(article) })) }}
          help={t(`help.${actOf(signature.name)}`)}
        />
      ))}
    </>
  );
}

/** Whether a village's text waits for its vote and this reader proposes resolutions, by the duty the menu goes by, too. */
export function useMayPropose({ draft }: View): boolean {
  const duties = useViewer().signedIn?.duties ?? [];
  return draft.state === "decide" && draft.kind.startsWith("village-") && duties.includes("resolutions.keep");
}

/** The other way to pass it: the party organization proposes this very text, and its number is named here. */
function ByResolution({ view }: { readonly view: View }) {
  const t = useText("rulemaking");
  const path = useTenantPath();
  if (!useMayPropose(view)) return undefined;
  return (
    <p>
      {t("byResolution.how")} <a href={path(`resolutions/new?about=${view.draft.number}`)}>{t("byResolution.propose")}</a>
    </p>
  );
}

function actOf(name: string): string {
  return name.slice("rulemaking/".length);
}
