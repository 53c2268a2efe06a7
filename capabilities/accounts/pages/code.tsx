import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, submitForm, useTenantPath, useText, useViewer } from "#ui-kit/index.ts";
import { signIn } from "../contract/sign-in.ts";

const PHONE = /(?:^|;\s*)gz_phone=([^;]{1,90})/;
const OWN_PATH = /^\/t\/[a-z0-9-]+(?:\/[\w./-]*)?$/;

export const loader = ({ request }: PageArgs<"tenant">) => ({ phone: phoneOf(request) });

export const action = async (args: PageArgs<"tenant">) => {
  const to = new URL(args.request.url).searchParams.get("to");
  const next = to !== null && OWN_PATH.test(to) ? to : `/t/${args.params.tenant}/accounts/me`;
  const second = `/t/${args.params.tenant}/accounts/second-factor`;
  return await submitForm(
    args,
    on(signIn, { input: { phone: phoneOf(args.request) }, done: ({ secondFactor }) => (secondFactor ? second : next) }),
  );
};

function phoneOf(request: Request): string {
  return decodeURIComponent(PHONE.exec(request.headers.get("cookie") ?? "")?.[1] ?? "");
}

export default function CodePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const { demo } = useViewer();
  const again = <a href={path("accounts/sign-in")}>{t("code.again")}</a>;
  return (
    <FormPage
      title={t("code.title")}
      lead={loaderData.phone === "" ? again : t("code.lead", { phone: loaderData.phone })}
      help={
        <>
          <p>{again}</p>
          {demo ? (
            <p>
              <a href={path("accounts/inbox")}>{t("inbox.open")}</a>
            </p>
          ) : undefined}
        </>
      }
      signature={signIn}
      omit={["phone"]}
      state={actionData}
      autoComplete={{ code: "one-time-code" }}
    />
  );
}
