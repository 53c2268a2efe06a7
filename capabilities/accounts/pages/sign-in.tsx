import { redirect } from "react-router";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, Section, submitForm, useTenantPath, useText, useViewer } from "#ui-kit/index.ts";
import { demoSignIn } from "../contract/demo-sign-in.ts";
import { requestCode } from "../contract/request-code.ts";
import { DemoSignIns } from "./DemoSignIns.tsx";

/** Only a path of ours is gone back to: an address that leads elsewhere is nobody's sign-in. */
const OWN_PATH = /^\/t\/[a-z0-9-]+(?:\/[\w./-]*)?$/;
const PHONE_COOKIE = "gz_phone";

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
  return await submitForm(
    args,
    on(requestCode, { done: () => redirect(codePage, { headers: { "set-cookie": cookie } }) }),
    on(demoSignIn, { done: () => base }),
  );
};

function backTo(request: Request): string | undefined {
  const to = new URL(request.url).searchParams.get("to");
  return to !== null && OWN_PATH.test(to) ? to : undefined;
}

export default function SignInPage({ actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const { demo, tenant } = useViewer();
  return (
    <>
      <div className="stack">
        <FormPage
          title={t("signIn.title")}
          lead={t("signIn.lead")}
          signature={requestCode}
          state={actionData}
          autoComplete={{ phone: "tel" }}
        />
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
