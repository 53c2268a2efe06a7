import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Confirm,
  DataTable,
  EmptyState,
  Instant,
  on,
  orRefuse,
  PageHead,
  Section,
  SignatureForm,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { endSubstitute } from "../contract/end-substitute.ts";
import { listSubstitutes } from "../contract/list-substitutes.ts";
import { MAX_SUBSTITUTION_DAYS, putSubstitute } from "../contract/put-substitute.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listSubstitutes, {}));

export const action = async (args: PageArgs<"tenant">) => {
  const done = () => `/t/${args.params.tenant}/cases/substitutes`;
  return await submitForm(args, on(putSubstitute, { done }), on(endSubstitute, { done }));
};

type Loaded = PageProps<typeof loader>["loaderData"];
type Row = Loaded["substitutions"][number];
type Post = Row["post"];

/** Who stands in for whom, and the form that arranges it. */
export default function SubstitutesPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("cases");
  const path = useTenantPath();
  const columns = useColumns();
  // Whoever arranges it for their one post needs no choice of it, and cannot stand in for themselves.
  const [only, ...others] = loaderData.posts;
  const colleagues = loaderData.colleagues.filter(({ id }) => others.length > 0 || id !== only?.id);
  const option = (post: Post) => ({ value: post.id, label: nameOf(post), hint: post.unit });
  return (
    <article className="page">
      <PageHead
        title={t("substitutes.title")}
        lead={t("substitutes.lead", { days: MAX_SUBSTITUTION_DAYS })}
        crumbs={[{ href: path("cases/work"), words: t("work.title") }]}
      />
      <Section title={t("substitutes.now")}>
        {loaderData.substitutions.length === 0 ? (
          <EmptyState says={t("substitutes.empty")} />
        ) : (
          <DataTable caption={t("substitutes.now")} columns={columns} rows={loaderData.substitutions} rowKey={(row) => row.id} />
        )}
      </Section>
      {loaderData.posts.length === 0 ? undefined : (
        <Section title={t("substitutes.put")}>
          {colleagues.length === 0 ? <p>{t("substitutes.alone")}</p> : undefined}
          <SignatureForm
            signature={putSubstitute}
            state={actionData}
            values={others.length === 0 ? { postId: only?.id } : {}}
            options={{ postId: loaderData.posts.map(option), substitutePostId: colleagues.map(option) }}
          />
        </Section>
      )}
    </article>
  );
}

function nameOf({ title, name }: Post): string {
  return [title, name].filter(Boolean).join(" ");
}

function useColumns(): readonly Column<Row>[] {
  const t = useText("cases");
  return [
    { key: "post", head: t("substitutes.post"), names: true, render: (row) => `${row.post.unit} · ${nameOf(row.post)}` },
    { key: "substitute", head: t("substitutes.substitute"), render: (row) => nameOf(row.substitute) },
    { key: "from", head: t("substitutes.from"), render: (row) => <Instant at={row.from} /> },
    { key: "to", head: t("substitutes.to"), render: (row) => <Instant at={row.to} /> },
    {
      key: "state",
      head: t("substitutes.state"),
      render: (row) => (
        <StatusTag tone={row.now ? "good" : "neutral"}>{t(row.now ? "substitutes.running" : "substitutes.coming")}</StatusTag>
      ),
    },
    {
      key: "end",
      head: t("substitutes.act"),
      render: (row) =>
        row.mayEnd ? (
          <Confirm act={t("actions.end-substitute")}>
            <ActionButton signature={endSubstitute} values={{ id: row.id }} />
          </Confirm>
        ) : undefined,
    },
  ];
}
