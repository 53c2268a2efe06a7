import { Confirm } from "../parts/Confirm.tsx";
import { useText } from "../setting/Setting.tsx";
import { SignatureForm, type FormProps } from "./SignatureForm.tsx";

/** One thing that can be done here, folded behind its name; open again when it was refused. */
export function FoldedForm({ help, ...form }: FormProps & { readonly help?: string }) {
  const { signature, id, state } = form;
  const [capability = "", act = ""] = signature.name.split("/");
  const t = useText(capability);
  const drawn = (
    <>
      {help === undefined ? undefined : <p>{help}</p>}
      <SignatureForm {...form} />
    </>
  );
  if (state?.form === (id === undefined ? signature.name : `${signature.name}#${id}`)) return drawn;
  return <Confirm act={t(`actions.${act}`)}>{drawn}</Confirm>;
}
