import type { Signature } from "#platform/contract.ts";
import { Confirm, SignatureForm, useText, type FormProps } from "#ui-kit/index.ts";

type Props = Omit<FormProps, "signature"> & { readonly signature: Signature; readonly help?: string };

/** One thing that can be done here, folded behind its name; open again when it was refused. */
export function RegisterAct({ signature, help, ...form }: Props) {
  const t = useText("register");
  const drawn = (
    <>
      {help === undefined ? undefined : <p>{help}</p>}
      <SignatureForm signature={signature} {...form} />
    </>
  );
  const name = form.id === undefined ? signature.name : `${signature.name}#${form.id}`;
  if (form.state?.form === name) return drawn;
  return <Confirm act={t(`actions.${signature.name.slice(signature.name.indexOf("/") + 1)}`)}>{drawn}</Confirm>;
}
