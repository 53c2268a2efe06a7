import { FoldedForm, useTenantPath, useText, type FormState } from "#ui-kit/index.ts";
import { giveUp } from "../contract/give-up.ts";
import { objectToResolution } from "../contract/object-to-resolution.ts";
import { passStep } from "../contract/pass-step.ts";
import { publishResolution } from "../contract/publish-resolution.ts";
import { publishResult } from "../contract/publish-result.ts";
import { reportResult } from "../contract/report-result.ts";
import { reviseProposal } from "../contract/revise-proposal.ts";
import type { View } from "./words.tsx";

export const ACTS = [
  passStep,
  publishResolution,
  reportResult,
  publishResult,
  objectToResolution,
  reviseProposal,
  giveUp,
] as const;

/** What this reader may do at the present step: call the meeting it waits for, go on, or end it. */
export function Acts({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("resolutions");
  const path = useTenantPath();
  const { proposal } = view;
  return (
    <>
      {view.meetings.map((kind) => (
        <p key={kind}>
          <a className="button" href={path(`meetings/new?area=${proposal.path}&kind=${kind}&about=${proposal.number}`)}>
            {t(`call.${kind}`)}
          </a>
        </p>
      ))}
      {ACTS.filter(({ name }) => view.may.includes(name.slice("resolutions/".length))).map((signature) => (
        <FoldedForm
          key={signature.name}
          signature={signature}
          state={state}
          omit={signature === reportResult && view.accountCents !== null ? ["id", "costCents"] : ["id"]}
          values={signature === reviseProposal ? { wording: view.wording } : {}}
          help={
            signature === reportResult && view.accountCents !== null
              ? t("help.from-account", { cents: view.accountCents })
              : t(`help.${signature.name.slice("resolutions/".length)}`)
          }
        />
      ))}
    </>
  );
}
