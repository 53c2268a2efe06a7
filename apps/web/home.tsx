import { parts } from "virtual:gongzhi/home";
import { useRouteLoaderData } from "react-router";
import type { PageArgs, PageProps } from "../../platform/page.ts";
import { isRefusal } from "../../platform/refusal.ts";
import { PageHead, tenantPath, useText, useViewer } from "#ui-kit/index.ts";
import { isShown, workFirst, type MenuLine } from "./menu.ts";

/** Everything that can be read is read at once; a part that is refused or has nothing to say is left out. */
export const loader = async ({ context }: PageArgs<"tenant">) => {
  const mine = parts
    .map(({ part, module }, place) => ({ place, part, read: module.read }))
    .filter(({ part }) => isShown(part, context.viewer))
    .sort((one, other) => workFirst(one.part) - workFirst(other.part) || one.part.order - other.part.order);
  const read = await Promise.all(mine.map(async (one) => ({ place: one.place, data: await one.read(context) })));
  return read.filter(({ data }) => data !== undefined && !isRefusal(data));
};

/** The notice board: what may be done here, what waits for this reader, what has happened. Its parts are the capabilities' own. */
export default function HomePage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("platform");
  const viewer = useViewer();
  const { menu } = useRouteLoaderData<{ readonly menu: readonly MenuLine[] }>("root") ?? { menu: [] };
  const { tenant, signedIn } = viewer;
  return (
    <article className="page">
      <PageHead
        title={tenant?.name ?? ""}
        lead={signedIn === undefined ? t("home.lead") : t("home.hello", { name: signedIn.name })}
      />
      <ul className="row first-acts">
        {menu
          .filter(({ first }) => first)
          .map(({ href, words }, place) => (
            <li key={href}>
              <a className={place === 0 ? "button main" : "button"} href={href}>
                {words}
              </a>
            </li>
          ))}
        {signedIn === undefined ? (
          <li>
            <a className="button" href={tenantPath(viewer, "accounts/sign-in")}>
              {t("home.signIn")}
            </a>
          </li>
        ) : undefined}
      </ul>
      <div className="home-parts">
        {loaderData.map(({ place, data }) => {
          const Part = parts[place]?.module.default;
          return Part === undefined ? undefined : <Part key={place} data={data} />;
        })}
      </div>
    </article>
  );
}
