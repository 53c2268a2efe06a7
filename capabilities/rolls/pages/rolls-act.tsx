import type { Signature } from "#platform/contract.ts";
import { Confirm, SignatureForm, useText, type FormProps } from "#ui-kit/index.ts";

/** One thing that can be done here, folded behind its name; open again when it was refused. */
export function RollsAct({ help, ...form }: FormProps & { readonly signature: Signature; readonly help?: string }) {
  const t = useText("rolls");
  const { signature, id, state } = form;
  const drawn = (
    <>
      {help === undefined ? undefined : <p>{help}</p>}
      <SignatureForm {...form} />
    </>
  );
  if (state?.form === (id === undefined ? signature.name : `${signature.name}#${id}`)) return drawn;
  return <Confirm act={t(`actions.${signature.name.slice(signature.name.indexOf("/") + 1)}`)}>{drawn}</Confirm>;
}
