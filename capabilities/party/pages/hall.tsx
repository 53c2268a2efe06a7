import type { PageArgs, PageProps } from "#platform/page.ts";
import { Meter, Notice, on, orRefuse, PageHead, SignatureForm, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { isDue } from "../contract/is-due.ts";
import { readHall } from "../contract/read-hall.ts";
import { signInMembers } from "../contract/sign-in-members.ts";

export const loader = async ({ request, params, context }: PageArgs<"tenant" | "id">) => {
  const hall = orRefuse(await context.call(readHall, { id: params.id }));
  const name = new URL(request.url).searchParams.get("name")?.trim() ?? "";
  const port = name.length < 2 ? undefined : orRefuse(await context.call(isDue, { id: params.id, name: name.slice(0, 40) }));
  return { id: params.id, hall, name, port };
};

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  return submitForm(args, on(signInMembers, { input: { id }, done: () => `/t/${tenant}/party/meetings/${id}` }));
};

/** The door of a party meeting: names of the paper sheet go in, figures come out. */
export default function HallPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { id, hall, name, port } = loaderData;
  const t = useText("party");
  const path = useTenantPath();
  return (
    <article className="page form-page">
      <PageHead title={t("hall.title")} lead={t("hall.lead")} crumbs={[{ href: path(`meetings/${id}`), words: hall.title }]} />
      <Meter label={t("hall.here")} value={hall.here} outOf={hall.persons} unit={t("hall.unit")} />
      <form method="get" className="form">
        <label htmlFor="name">{t("hall.ask")}</label> <input id="name" name="name" defaultValue={name} maxLength={40} />{" "}
        <button className="button" type="submit">
          {t("hall.asks")}
        </button>
      </form>
      {port === undefined ? undefined : (
        <Notice tone={port.due ? "good" : "warn"}>
          <p>{t(port.due ? (port.here ? "hall.isHere" : "hall.isDue") : "hall.notDue", { name })}</p>
        </Notice>
      )}
      {hall.open ? <SignatureForm signature={signInMembers} state={actionData} omit={["id"]} /> : <p>{t("hall.over")}</p>}
    </article>
  );
}
