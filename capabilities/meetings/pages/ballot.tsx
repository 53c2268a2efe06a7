import type { PageArgs, PageProps } from "#platform/page.ts";
import { Notice, on, orRefuse, PageHead, SignatureForm, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { CHOICES } from "../contract/meeting-views.ts";
import { castBallot } from "../contract/cast-ballot.ts";
import { readBallot } from "../contract/read-ballot.ts";

export const loader = async ({ request, params, context }: PageArgs<"tenant" | "id">) => ({
  ...orRefuse(await context.call(readBallot, { id: params.id })),
  done: new URL(request.url).searchParams.has("done"),
});

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  return submitForm(args, on(castBallot, { input: { id }, done: () => `/t/${tenant}/meetings/ballots/${id}?done` }));
};

/** One's ballot on one's own phone: the choice, and the receipt that alone knows it. */
export default function BallotPage({ loaderData: ballot, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("meetings");
  const path = useTenantPath();
  const appraisal = CHOICES.map((value) => ({ value, label: t(`appraisal.choices.${value}`) }));
  return (
    <article className="page form-page">
      <PageHead
        title={ballot.title}
        lead={t("ballot.lead")}
        crumbs={[{ href: path(`meetings/${ballot.meetingId}`), words: ballot.meeting }]}
      />
      <p className="prose pre">{ballot.wording}</p>
      {ballot.done || ballot.voted ? (
        <Notice tone="good">
          <p>{t("ballot.done")}</p>
        </Notice>
      ) : undefined}
      {ballot.open ? (
        <>
          {ballot.voted ? undefined : (
            <p>
              {t("ballot.receipt")} <strong className="figures">{ballot.receipt}</strong>
            </p>
          )}
          <SignatureForm
            signature={castBallot}
            state={actionData}
            omit={["id"]}
            options={ballot.does === "appraise" ? { choice: appraisal } : {}}
            values={{ receipt: ballot.voted ? "" : ballot.receipt }}
            submit={t(ballot.voted ? "ballot.change" : "actions.cast-ballot")}
          />
        </>
      ) : (
        <p>{t("ballot.closed")}</p>
      )}
    </article>
  );
}
