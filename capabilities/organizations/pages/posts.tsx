import {
  Confirm,
  DataTable,
  Day,
  dayOf,
  Instant,
  Notice,
  Section,
  SignatureForm,
  StatusTag,
  useTenantPath,
  useText,
  type Column,
  type FormState,
} from "#ui-kit/index.ts";
import { endPost } from "../contract/end-post.ts";
import type { OrganizationView } from "./organization-view.ts";

type Post = OrganizationView["posts"][number];

/** Who holds which post; whoever gives posts also sees what each carries, and ends them here. */
export function Posts({ body, state }: { readonly body: OrganizationView; readonly state: FormState | undefined }) {
  const t = useText("organizations");
  const keeps = body.may.includes("give-post") || body.posts.some((post) => post.areas.length > 0);
  const kept: readonly Column<Post>[] = [
    {
      key: "duties",
      head: t("posts.duties"),
      render: (post) =>
        post.duties.map((duty) => (t.has(`duties.${duty}`) ? t(`duties.${duty}`) : duty)).join(t("comma")) || t("posts.noDuties"),
    },
    { key: "acts", head: t("columns.acts"), render: (post) => <EndPost post={post} state={state} /> },
  ];
  return (
    <Section title={t("posts.title")}>
      {body.posts.length === 0 ? (
        <p className="soft">{t("posts.none")}</p>
      ) : (
        <DataTable
          caption={t("posts.title")}
          rows={body.posts}
          rowKey={(post) => post.id}
          columns={[
            {
              key: "title",
              head: t("posts.post"),
              names: true,
              render: (post) =>
                post.leads
                  ? t("posts.leads", { title: post.title })
                  : post.keepsBooks
                    ? t("posts.keepsBooks", { title: post.title })
                    : post.title,
            },
            { key: "holder", head: t("posts.holder"), render: (post) => post.holder || t("posts.notPublic") },
            { key: "from", head: t("posts.from"), render: (post) => <Day day={dayOf(post.from)} /> },
            ...(keeps ? kept : []),
          ]}
        />
      )}
      <Vacancies vacancies={body.vacancies} />
      {body.may.includes("give-post") ? <p className="small soft no-print">{t("posts.how")}</p> : undefined}
    </Section>
  );
}

/** Posts that ended by law: on which ground, and how they are filled. */
function Vacancies({ vacancies }: Pick<OrganizationView, "vacancies">) {
  const t = useText("organizations");
  const path = useTenantPath();
  if (vacancies.length === 0) return undefined;
  return (
    <Notice tone="warn">
      {vacancies.map(({ id, title, since, page }) => (
        <p key={id}>
          {t("vacancies.one", { title, day: dayOf(since) })} <a href={path(page)}>{t("vacancies.ground")}</a>
        </p>
      ))}
      <p className="small">{t("vacancies.how")}</p>
    </Notice>
  );
}

function EndPost({ post, state }: { readonly post: Post; readonly state: FormState | undefined }) {
  const t = useText("organizations");
  if (!post.inForce && post.to !== null)
    return (
      <>
        <StatusTag tone="neutral">{t("posts.ended")}</StatusTag> <Instant at={post.to} />
      </>
    );
  const form = <SignatureForm id={post.id} signature={endPost} state={state} values={{ id: post.id }} />;
  if (state?.form === `${endPost.name}#${post.id}`) return form;
  return (
    <>
      {post.to === null ? undefined : (
        <p className="small">
          {t("posts.endsAt")} <Instant at={post.to} />
        </p>
      )}
      <Confirm act={t("actions.end-post")}>{form}</Confirm>
    </>
  );
}
