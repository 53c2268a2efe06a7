import { redirect } from "react-router";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { EmptyState, on, orRefuse, PageHead, Section, SignatureForm, submitForm, useText } from "#ui-kit/index.ts";
import { checkPlace } from "../contract/check-place.ts";
import { findPlaces } from "../contract/find-places.ts";
import { readSetUp } from "../contract/read-set-up.ts";
import { keyCookie, readKey, withChosen } from "./set-up-key.ts";
import { SetUpSteps } from "./SetUpSteps.tsx";

export const loader = async ({ request, context }: PageArgs) => {
  const { searchParams } = new URL(request.url);
  const given = searchParams.get("key")?.slice(0, 64);
  const key = given ?? readKey(request);
  const { divisions } = orRefuse(await context.call(readSetUp, { key }));
  if (given !== undefined) throw redirect("/setup", { headers: { "set-cookie": keyCookie(given) } }) as unknown as Error;
  const q = searchParams.get("q")?.trim().slice(0, 40) ?? "";
  const found = q === "" ? undefined : orRefuse(await context.call(findPlaces, { key, q })).places;
  return { divisions, q, found };
};

export const action = async (args: PageArgs) =>
  await submitForm(
    args,
    on(checkPlace, { input: { key: readKey(args.request) }, done: (place) => withChosen("/setup/name", place) }),
  );

export default function PlacePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("setup");
  const { divisions, q, found } = loaderData;
  return (
    <article className="page form-page">
      <PageHead title={t("place.title")} lead={t("place.lead")} />
      <SetUpSteps now="place" />
      {divisions ? (
        <Section title={t("place.search")}>
          <form method="get" className="form">
            <label className="field-label" htmlFor="q">
              {t("place.q")}
            </label>
            <div className="row">
              <input id="q" name="q" type="search" defaultValue={q} maxLength={40} />
              <button className="button" type="submit">
                {t("place.find")}
              </button>
            </div>
          </form>
          {found === undefined ? undefined : found.length === 0 ? (
            <EmptyState says={t("place.none")} />
          ) : (
            <ul className="link-list">
              {found.map(({ code, name, whole }) => (
                <li key={code}>
                  <a className="alone" href={withChosen("/setup/name", { code, name })}>
                    {whole}
                  </a>{" "}
                  <span className="small soft figures">{code}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      ) : undefined}
      <Section title={t(divisions ? "place.typeInstead" : "place.type")}>
        <p className="soft">{t("place.typeLead")}</p>
        {divisions ? undefined : <p className="soft">{t("place.import")}</p>}
        <SignatureForm signature={checkPlace} state={actionData} omit={["key"]} />
      </Section>
    </article>
  );
}
