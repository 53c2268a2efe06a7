import { useText } from "#ui-kit/index.ts";
import type { AuditEntry } from "../contract/read-audit.ts";

/** Whoever did it, as far as an audit says. */
export function AuditedBy({ by }: { readonly by: AuditEntry["by"] }) {
  const t = useText("accounts");
  const said = [by.organization, by.title, by.name].filter((part) => part !== "").join(" · ");
  return said === "" ? <span className="soft">{t(`audit.kinds.${by.kind}`)}</span> : said;
}
