import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Day,
  formatDay,
  FormPage,
  Notice,
  on,
  orRefuse,
  PageHead,
  readSearch,
  submitForm,
  useSetting,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { proposeMerged } from "../contract/propose-merged.ts";
import { readMergeForm } from "../contract/read-merge-form.ts";
import { Facts } from "./words.tsx";

export const handle = { draft: true };

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readMergeForm, readSearch(request, readMergeForm)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(proposeMerged, { done: ({ number }) => `/t/${args.params.tenant}/resolutions/${number}` }));

type View = PageProps<typeof loader>["loaderData"];

/** Steps 1 and 2 in one: the meetings it may rest on, each with what is there and what is missing. */
export default function MergePage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("resolutions");
  const path = useTenantPath();
  const { locale } = useSetting().texts;
  const head = {
    title: t("merge.title"),
    lead: t("merge.lead"),
    crumbs: [
      { href: path("resolutions"), words: t("list.title") },
      { href: path("resolutions/new"), words: t("propose.title") },
    ],
  };
  // Nothing to fill in where no meeting can be named.
  if (form.talks.length === 0)
    return (
      <article className="page">
        <PageHead {...head} />
        <Notice tone="info">
          <Grounds form={form} />
        </Notice>
      </article>
    );
  return (
    <FormPage
      {...head}
      help={<Grounds form={form} />}
      signature={proposeMerged}
      state={actionData}
      draft="resolutions-merged"
      options={{
        area: form.areas.map(({ value, name }) => ({ value, label: name })),
        item: form.talks.map(({ item, title, day }) => ({ value: item, label: `${title}（${formatDay(day, locale)}）` })),
      }}
      values={{ area: form.area ?? undefined, item: form.talks.find(({ open }) => open)?.item }}
    />
  );
}

function Grounds({ form }: { readonly form: View }) {
  const t = useText("resolutions");
  const path = useTenantPath();
  return (
    <>
      {form.areas.length === 0 ? <p>{t("propose.notYours")}</p> : <p>{t("merge.help")}</p>}
      {form.areas.length > 1
        ? form.areas.map(({ value, name }) => (
            <p key={value}>
              <a href={path(`resolutions/merged?area=${value}`)}>{t("merge.of", { name })}</a>
            </p>
          ))
        : undefined}
      {form.talks.length === 0 && form.areas.length > 0 ? (
        <>
          <p>{t("merge.none")}</p>
          <Facts facts={form.today} />
        </>
      ) : undefined}
      {form.talks.map((talk) => (
        <div key={talk.item}>
          <p>
            <a href={path(talk.page)}>{talk.title}</a> <Day day={talk.day} />
          </p>
          <Facts facts={talk.facts} />
        </div>
      ))}
    </>
  );
}
