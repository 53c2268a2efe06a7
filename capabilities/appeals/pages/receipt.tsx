import { redirect } from "react-router";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { PageHead, Notice, useText } from "#ui-kit/index.ts";

/** Longer than any code with its dashes and a slip of the finger. */
const MAX_TYPED = 40;

export const loader = ({ request }: PageArgs<"tenant">) => ({ none: new URL(request.url).searchParams.has("none") });

/** Keeps the code in a cookie for an hour and goes to the list of what it opens; whether it opens anything is seen there. */
export const action = async ({ request, params }: PageArgs<"tenant">) => {
  const typed = (await request.formData()).get("code");
  const code = (typeof typed === "string" ? typed : "")
    .slice(0, MAX_TYPED)
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "");
  if (code === "") return redirect(`/t/${params.tenant}/appeals/receipt?none=1`);
  return redirect(`/t/${params.tenant}/appeals/mine`, {
    headers: { "set-cookie": `gz_receipt=${code}; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600` },
  });
};

export default function ReceiptPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("appeals");
  return (
    <article className="page form-page">
      <PageHead title={t("receipt.title")} lead={t("receipt.lead")} />
      {loaderData.none ? <Notice tone="bad">{t("receipt.none")}</Notice> : undefined}
      <form method="post" className="form">
        <div className="field">
          <label htmlFor="code">{t("receipt.code")}</label>
          <p className="hint" id="code-hint">
            {t("receipt.hint")}
          </p>
          <input
            id="code"
            name="code"
            type="text"
            inputMode="text"
            autoComplete="off"
            maxLength={MAX_TYPED}
            aria-describedby="code-hint"
          />
        </div>
        <button className="button main" type="submit">
          {t("receipt.open")}
        </button>
      </form>
    </article>
  );
}
