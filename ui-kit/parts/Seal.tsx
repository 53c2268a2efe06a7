import { useText } from "../setting/Setting.tsx";

/** The mark of whatever is on the record: opens its proof. */
export function Seal({ href, at }: { readonly href: string; readonly at?: string }) {
  const t = useText("ui-kit");
  return (
    <a className="seal" href={href}>
      <span className="seal-mark" aria-hidden="true">
        证
      </span>
      <span>{at === undefined ? t("seal.words") : t("seal.since", { day: at })}</span>
    </a>
  );
}
