import type { Signature } from "#platform/contract.ts";
import { Confirm, SignatureForm, useText, type FormState } from "#ui-kit/index.ts";

type Props = {
  readonly signature: Signature;
  readonly state: FormState | undefined;
  readonly omit: readonly string[];
  readonly help?: string;
  readonly values?: Readonly<Record<string, string>>;
};

/** One thing a steward can do here, folded behind its name; open again when it was refused. */
export function StewardAct({ signature, state, omit, help, values }: Props) {
  const t = useText("organizations");
  const form = (
    <>
      {help === undefined ? undefined : <p>{help}</p>}
      <SignatureForm signature={signature} state={state} omit={omit} {...(values === undefined ? {} : { values })} />
    </>
  );
  if (state?.form === signature.name) return form;
  return <Confirm act={t(`actions.${signature.name.slice(signature.name.indexOf("/") + 1)}`)}>{form}</Confirm>;
}
