import type { Signature } from "#platform/contract.ts";
import type { OutputOf } from "#platform/contract.ts";
import { Confirm, Notice, SignatureForm, useText, type FormState } from "#ui-kit/index.ts";
import { addNote } from "../contract/add-note.ts";
import { askOpening } from "../contract/ask-opening.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { askReview } from "../contract/ask-review.ts";
import { decideReview } from "../contract/decide-review.ts";
import { callCoHandler } from "../contract/call-co-handler.ts";
import { decideObjection } from "../contract/decide-objection.ts";
import { callUpperLevel } from "../contract/call-upper-level.ts";
import { dispatchAppeal } from "../contract/dispatch-appeal.ts";
import { extendAppeal } from "../contract/extend-appeal.ts";
import { hideAppeal } from "../contract/hide-appeal.ts";
import { judgeAppeal } from "../contract/judge-appeal.ts";
import { markComplainedOf } from "../contract/mark-complained-of.ts";
import { objectToDispatch } from "../contract/object-to-dispatch.ts";
import { raiseDispute } from "../contract/raise-dispute.ts";
import { recordContact } from "../contract/record-contact.ts";
import { relateAppeals, unrelateAppeals } from "../contract/relate-appeals.ts";
import { releaseAppeal } from "../contract/release-appeal.ts";
import { reopenAppeal } from "../contract/reopen-appeal.ts";
import { reportToLead } from "../contract/report-to-lead.ts";
import type { suggestRelease } from "../contract/suggest-release.ts";
import { takeUpAppeal } from "../contract/take-up-appeal.ts";
import { transferAppeal } from "../contract/transfer-appeal.ts";
import { withdrawAppeal } from "../contract/withdraw-appeal.ts";
import type { AppealView } from "./appeal-facts.tsx";
import { MatterChooser, unitOptions, type MatterChoice, type Unit } from "./matter-chooser.tsx";

/** Everything that can be done with one appeal from its page, the most expected first. */
export const ACTS: readonly Signature[] = [
  dispatchAppeal,
  decideObjection,
  answerAppeal,
  judgeAppeal,
  reportToLead,
  recordContact,
  extendAppeal,
  callCoHandler,
  callUpperLevel,
  addNote,
  transferAppeal,
  objectToDispatch,
  raiseDispute,
  decideReview,
  reopenAppeal,
  askReview,
  takeUpAppeal,
  releaseAppeal,
  hideAppeal,
  withdrawAppeal,
  relateAppeals,
  unrelateAppeals,
  markComplainedOf,
  askOpening,
];

export type ActChoices = {
  readonly units: readonly Unit[];
  readonly matters: readonly MatterChoice[];
  readonly suggested: readonly { readonly code: string; readonly name: string; readonly because: readonly string[] }[];
  readonly tiers: readonly string[];
  /** Whom an appeal may complain of. */
  readonly parties: readonly { readonly value: string; readonly label: string }[];
  /** Grounds of the rule on which a sealed identity may be opened. */
  readonly grounds: readonly { readonly value: string; readonly label: string }[];
  /** The matter whose units these are; empty: the clerk has not chosen one yet. */
  readonly matter: string;
};

type Props = {
  readonly may: readonly string[];
  readonly choices: ActChoices;
  /** The words to be released with what is nobody's business covered, where the reader may release them. */
  readonly covered: OutputOf<typeof suggestRelease> | undefined;
  readonly state: FormState | undefined;
  readonly appeal: AppealView;
};

/** The first act stands open, unless it ends the matter; the others are folded behind their names, and open again when they were refused. */
export function ActForms({ may, ...props }: Props) {
  const t = useText("appeals");
  const acts = ACTS.filter(({ name }) => may.includes(actOf(name)));
  return acts.map((signature, index) => {
    const form = <ActForm key={signature.name} signature={signature} {...props} />;
    if ((index === 0 && signature !== withdrawAppeal) || props.state?.form === signature.name) return form;
    return (
      <Confirm key={signature.name} act={t(`actions.${actOf(signature.name)}`)}>
        {form}
      </Confirm>
    );
  });
}

function actOf(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}

function ActForm({ signature, ...props }: Omit<Props, "may"> & { readonly signature: Signature }) {
  const t = useText("appeals");
  const { choices, state, covered } = props;
  if (signature.name === dispatchAppeal.name) return <DispatchForm {...props} />;
  if (signature.name === releaseAppeal.name && covered !== undefined) return <ReleaseForm covered={covered} state={state} />;
  return (
    <SignatureForm
      signature={signature}
      state={state}
      omit={["id"]}
      options={{ organizationId: unitOptions(choices.units, t), ground: choices.grounds, complainedOf: choices.parties }}
    />
  );
}

/** What was found to be nobody's business is covered already and named; a person reads every word and decides. */
function ReleaseForm({ covered, state }: { readonly covered: NonNullable<Props["covered"]> } & Pick<Props, "state">) {
  const t = useText("appeals");
  const { hidden, ...values } = covered;
  return (
    <>
      <Notice tone="info">
        {hidden.length === 0
          ? t("covered.nothing")
          : t("covered.some", {
              count: hidden.length,
              words: hidden
                .map(({ kind, words }) => t("covered.one", { kind: t(`covered.kinds.${kind}`), words }))
                .join(t("covered.between")),
            })}
      </Notice>
      <SignatureForm signature={releaseAppeal} state={state} omit={["id"]} values={values} />
    </>
  );
}

/** First the matter, then the units that have the power over it: nothing else can be chosen. */
function DispatchForm({ choices, state, appeal }: Omit<Props, "may" | "covered">) {
  const t = useText("appeals");
  const suggested = choices.suggested.find(({ code }) => code === choices.matter);
  const matter = choices.matters.find(({ value }) => value === choices.matter);
  return (
    <>
      {suggested === undefined ? undefined : (
        <p className="small">{t("suggested", { matter: suggested.name, words: suggested.because.join("、") })}</p>
      )}
      <MatterChooser matters={choices.matters} chosen={choices.matter} units={choices.units} />
      {matter === undefined ? undefined : (
        <SignatureForm
          signature={dispatchAppeal}
          state={state}
          omit={["id", "matter"]}
          options={{
            organizationId: unitOptions(choices.units, t),
            tier: choices.tiers.map((tier) => ({ value: tier, label: t.has(`tiers.${tier}`) ? t(`tiers.${tier}`) : tier })),
          }}
          values={{ decision: "unit", organizationId: choices.units[0]?.organizationId }}
        >
          <input type="hidden" name="matter" value={choices.matter} />
        </SignatureForm>
      )}
      {appeal.matterCode === "" || appeal.matterCode === choices.matter ? undefined : (
        <p className="small soft">{t("chooser.own", { matter: appeal.matter })}</p>
      )}
    </>
  );
}
