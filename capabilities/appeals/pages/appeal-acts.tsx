import type { Signature } from "#platform/contract.ts";
import { Confirm, SignatureForm, useText, type FormState, type Option } from "#ui-kit/index.ts";
import { addNote } from "../contract/add-note.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { callCoHandler } from "../contract/call-co-handler.ts";
import { decideObjection } from "../contract/decide-objection.ts";
import { dispatchAppeal } from "../contract/dispatch-appeal.ts";
import { extendAppeal } from "../contract/extend-appeal.ts";
import { hideAppeal } from "../contract/hide-appeal.ts";
import { judgeAppeal } from "../contract/judge-appeal.ts";
import { objectToDispatch } from "../contract/object-to-dispatch.ts";
import { raiseDispute } from "../contract/raise-dispute.ts";
import { recordContact } from "../contract/record-contact.ts";
import { releaseAppeal } from "../contract/release-appeal.ts";
import { reopenAppeal } from "../contract/reopen-appeal.ts";
import { reportToLead } from "../contract/report-to-lead.ts";
import { takeUpAppeal } from "../contract/take-up-appeal.ts";
import { transferAppeal } from "../contract/transfer-appeal.ts";
import { withdrawAppeal } from "../contract/withdraw-appeal.ts";
import type { AppealView } from "./appeal-facts.tsx";

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
  addNote,
  transferAppeal,
  objectToDispatch,
  raiseDispute,
  reopenAppeal,
  takeUpAppeal,
  releaseAppeal,
  hideAppeal,
  withdrawAppeal,
];

export type ActChoices = {
  readonly units: readonly {
    readonly organizationId: string;
    readonly name: string;
    readonly matterName: string;
    readonly level: string;
    readonly means: string;
    readonly rule: string;
  }[];
  readonly matters: readonly { readonly value: string; readonly name: string; readonly level: number }[];
  readonly suggested: readonly { readonly code: string; readonly name: string; readonly because: readonly string[] }[];
  readonly tiers: readonly string[];
};

type Props = {
  readonly may: readonly string[];
  readonly choices: ActChoices;
  readonly state: FormState | undefined;
  readonly appeal: AppealView;
};

/** The first act stands open; the others are folded behind their names, and open again when they were refused. */
export function ActForms({ may, choices, state, appeal }: Props) {
  const t = useText("appeals");
  const acts = ACTS.filter(({ name }) => may.includes(actOf(name)));
  return acts.map((signature, index) => {
    const form = <ActForm key={signature.name} signature={signature} choices={choices} state={state} appeal={appeal} />;
    if (index === 0 || state?.form === signature.name) return form;
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

function ActForm({ signature, choices, state, appeal }: Omit<Props, "may"> & { readonly signature: Signature }) {
  const t = useText("appeals");
  const suggested = choices.suggested[0];
  const release = {
    title: appeal.title,
    text: appeal.text,
    answer: appeal.entries.findLast((entry) => entry.kind === "answer")?.text,
  };
  return (
    <>
      {signature.name === dispatchAppeal.name && suggested !== undefined ? (
        <p className="small">{t("suggested", { matter: suggested.name, words: suggested.because.join("、") })}</p>
      ) : undefined}
      <SignatureForm
        signature={signature}
        state={state}
        omit={["id"]}
        options={{
          organizationId: unitOptions(choices, t),
          matter: matterOptions(choices),
          tier: choices.tiers.map((tier) => ({ value: tier, label: t.has(`tiers.${tier}`) ? t(`tiers.${tier}`) : tier })),
        }}
        values={
          signature.name === dispatchAppeal.name
            ? { decision: "unit", matter: appeal.matterCode || suggested?.code, organizationId: choices.units[0]?.organizationId }
            : signature.name === releaseAppeal.name
              ? release
              : {}
        }
      />
    </>
  );
}

/** The lowest level that has the power comes first; each unit says by what it has it. */
function unitOptions(choices: ActChoices, t: ReturnType<typeof useText>): readonly Option[] {
  const seen = new Set<string>();
  return choices.units
    .filter(({ organizationId }) => !seen.has(organizationId) && seen.add(organizationId) !== undefined)
    .map((unit) => ({
      value: unit.organizationId,
      label: unit.name,
      hint: t("unitHint", { matter: unit.matterName, level: t(`levels.${unit.level}`), means: unit.means, rule: unit.rule }),
    }));
}

function matterOptions(choices: ActChoices): readonly Option[] {
  return choices.matters.map(({ value, name, level }) => ({ value, label: "　".repeat(Math.max(0, level - 1)) + name }));
}
