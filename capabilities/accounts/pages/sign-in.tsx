import { redirect } from "react-router";
import type { PageArgs, PageContext, PageProps } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { FormPage, Notice, on, Section, submitForm, useTenantPath, useText, useViewer, type FormState } from "#ui-kit/index.ts";
import { demoSignIn } from "../contract/demo-sign-in.ts";
import { beginCode, waitForCode } from "../contract/proof-of-work.ts";
import { requestCode } from "../contract/request-code.ts";
import { DemoSignIns } from "./DemoSignIns.tsx";

/** Only a path of ours is gone back to: an address that leads elsewhere is nobody's sign-in. */
const OWN_PATH = /^\/t\/[a-z0-9-]+(?:\/[\w./-]*)?$/;
const PHONE_COOKIE = "gz_phone";

/** A small script computes before a code is asked for; without it one waits. */
export const handle = { work: true };

export const loader = ({ request }: PageArgs<"tenant">) => ({ to: backTo(request) });

export const action = async (args: PageArgs<"tenant">) => {
  const base = `/t/${args.params.tenant}`;
  const to = backTo(args.request);
  const form = await args.request.clone().formData();
  // The phone goes along in a short-lived cookie, so that no address or log holds it.
  const typed = form.get("phone");
  const phone = encodeURIComponent(typeof typed === "string" ? typed.slice(0, 30) : "");
  const cookie = `${PHONE_COOKIE}=${phone}; Path=${base}/accounts/code; HttpOnly; SameSite=Lax; Max-Age=600`;
  const codePage = `${base}/accounts/code${to === undefined ? "" : `?to=${encodeURIComponent(to)}`}`;
  const state = await submitForm(
    args,
    on(requestCode, { done: () => redirect(codePage, { headers: { "set-cookie": cookie } }) }),
    on(demoSignIn, { done: () => base }),
  );
  return state.form === requestCode.name ? await waitInstead(args.context, state) : state;
};

/** A browser that computes nothing sends no work: it is given something to wait for, and the form comes back with that. */
async function waitInstead(context: PageContext, state: FormState): Promise<FormState & { readonly seconds?: number }> {
  const { refusal, ...rest } = state;
  const again = { ...rest, values: { ...state.values, nonce: [], ...(refusal?.code === "work-too-early" ? {} : { work: [] }) } };
  if (refusal?.code !== "work-needed") return { ...again, ...(refusal === undefined ? {} : { refusal }) };
  const wait = await context.call(waitForCode, {});
  if (isRefusal(wait)) return { ...again, refusal: wait };
  return { ...again, values: { ...again.values, work: [wait.work] }, seconds: wait.seconds };
}

function backTo(request: Request): string | undefined {
  const to = new URL(request.url).searchParams.get("to");
  return to !== null && OWN_PATH.test(to) ? to : undefined;
}

export default function SignInPage({ actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const { demo, tenant } = useViewer();
  const waits: (FormState & { readonly seconds?: number }) | undefined = actionData;
  const seconds = waits?.seconds;
  return (
    <>
      <div className="stack">
        <FormPage
          title={t("signIn.title")}
          lead={t("signIn.lead")}
          signature={requestCode}
          state={actionData}
          values={{ work: "", nonce: "" }}
          autoComplete={{ phone: "tel" }}
          help={
            seconds === undefined ? (
              <noscript>
                <p className="soft">{t("signIn.noScript")}</p>
              </noscript>
            ) : (
              <Notice tone="info">
                <p>{t("signIn.wait", { seconds })}</p>
              </Notice>
            )
          }
        >
          <output data-work={`/api/v1/t/${tenant?.slug ?? ""}/${beginCode.name}`} hidden>
            {t("signIn.working")}
          </output>
        </FormPage>
        <p>
          <a href={path("accounts/passkey-sign-in")}>{t("passkeys.orKey")}</a>
        </p>
      </div>
      {demo ? (
        <Section title={t("demo.title")}>
          <DemoSignIns tenant={tenant?.slug ?? ""} />
          <p>
            <a href={path("accounts/inbox")}>{t("inbox.open")}</a>
          </p>
        </Section>
      ) : undefined}
    </>
  );
}
