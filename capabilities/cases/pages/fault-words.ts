import type { OutputOf } from "#platform/contract.ts";
import { useText } from "#ui-kit/index.ts";
import type { readDraft } from "../contract/read-draft.ts";

type Fault = OutputOf<typeof readDraft>["faults"][number];

/** Why a draft cannot be enacted, in the reader's language. */
export function useFaultWords(): (fault: Fault) => string {
  const t = useText("cases");
  return ({ code, name, element, detail }) => {
    const facts = { name: name || element, detail };
    return t.has(`faults.${code}`) ? t(`faults.${code}`, facts) : t("faults.other", facts);
  };
}
