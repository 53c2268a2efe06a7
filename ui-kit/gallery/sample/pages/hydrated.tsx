import { useState } from "react";
import { PageHead, useText } from "../../../index.ts";

export const handle = { scripted: true };

export default function HydratedPage() {
  const t = useText("sample");
  const [presses, setPresses] = useState(0);
  return (
    <article className="page">
      <PageHead title={t("hydrated.title")} />
      <button className="button" type="button" onClick={() => setPresses(presses + 1)}>
        {t("hydrated.presses", { count: presses })}
      </button>
    </article>
  );
}
