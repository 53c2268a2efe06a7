import type { PageArgs, PageProps } from "#platform/page.ts";
import { on, orRefuse, PageHead, SignatureForm, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { signInHere } from "../contract/sign-in-here.ts";

export const loader = async ({ request, params, context }: PageArgs<"tenant" | "id">) => ({
  ...orRefuse(await context.call(readMeeting, { id: params.id })),
  code: (new URL(request.url).searchParams.get("code") ?? "").slice(0, 20),
});

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  return submitForm(args, on(signInHere, { input: { id }, done: () => `/t/${tenant}/meetings/${id}/door` }));
};

/** Where the code on the hall's screen leads: one's own sign-in, on one's own phone. */
export default function DoorPage({ loaderData: { meeting, own, code }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("meetings");
  const path = useTenantPath();
  return (
    <article className="page form-page">
      <PageHead
        title={t("door.title")}
        lead={t("door.lead", { title: meeting.title })}
        crumbs={[{ href: path(`meetings/${meeting.id}`), words: meeting.title }]}
      />
      {own === null ? (
        <p>{t("door.notDue")}</p>
      ) : own.here ? (
        <p>{t("door.done")}</p>
      ) : (
        <SignatureForm signature={signInHere} state={actionData} omit={["id"]} values={{ code }} autoComplete={{ code: "off" }} />
      )}
    </article>
  );
}
