import type { Signature } from "../../platform/contract.ts";
import { useSetting, useText } from "../setting/Setting.tsx";
import { formKey } from "./form-key.ts";

type Props = {
  readonly signature: Signature;
  /** What goes along: ids and versions. */
  readonly values: Readonly<Record<string, string>>;
  /** Words of the button; left out, `actions.<action>` of the capability's messages. */
  readonly words?: string;
  readonly main?: boolean;
  readonly to?: string;
};

/** An act that needs no more than a press. */
export function ActionButton({ signature, values, words, main = false, to }: Props) {
  const { documentKey } = useSetting();
  const [capability = "", act = ""] = signature.name.split("/");
  const own = useText(capability);
  const sent = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
  return (
    <form method="post" action={to} className="action-button">
      <input type="hidden" name="_form" value={signature.name} />
      <input type="hidden" name="_key" value={formKey(documentKey, signature.name, sent)} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button className={main ? "button main" : "button"} type="submit">
        {words ?? own(`actions.${act}`)}
      </button>
    </form>
  );
}
