import type { PageArgs, PageProps } from "#platform/page.ts";
import { FoldedForm, on, orRefuse, PageHead, SignatureForm, submitForm, useText } from "#ui-kit/index.ts";
import { enterMembers } from "../contract/enter-members.ts";
import { readPartyDesk } from "../contract/read-party-desk.ts";
import { removeMember } from "../contract/remove-member.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readPartyDesk, {}));

export const action = (args: PageArgs<"tenant">) => {
  const done = () => `/t/${args.params.tenant}/party`;
  return submitForm(args, on(enterMembers, { done }), on(removeMember, { done }));
};

/** How many belong to one's own organization, and two forms: there is no list to be seen. */
export default function MembersPage({ loaderData: desk, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("party");
  return (
    <article className="page form-page">
      <PageHead title={t("members.title")} lead={t("members.lead", { organization: desk.organization, members: desk.members })} />
      <p className="small soft">{t("members.never")}</p>
      <SignatureForm signature={enterMembers} state={actionData} />
      <FoldedForm signature={removeMember} state={actionData} />
    </article>
  );
}
