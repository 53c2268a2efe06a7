import { isRouteErrorResponse } from "react-router";
import { isRefusal, type Refusal } from "../../../platform/refusal.ts";
import { PageHead, RefusalBox, useSetting, useText, useViewer } from "#ui-kit/index.ts";
import { addressesFor } from "./addresses.ts";

/** A page that is not there, a refusal, or a bug: in plain words, with what to do. Never a stack. */
export function ErrorPage({ error }: { readonly error: unknown }) {
  if (isRouteErrorResponse(error)) {
    const answer: unknown = error.data;
    if (isRefusal(answer))
      return answer.kind === "absent" && answer.code === "absent" ? <AbsentPage /> : <RefusedPage refusal={answer} />;
    if (error.status === 404) return <AbsentPage />;
  }
  return <BugPage />;
}

function AbsentPage() {
  const t = useText("platform");
  return (
    <article className="page">
      <PageHead title={t("error.absentTitle")} lead={t("error.absent")} />
      <HomeLink />
    </article>
  );
}

function RefusedPage({ refusal }: { readonly refusal: Refusal }) {
  const t = useText("platform");
  const { viewer, here } = useSetting();
  const { signIn } = addressesFor(viewer, here.path);
  const [, inTenant, outside] = /^\/(?:t\/[^/]+\/([^/]+)|(?!t\/)([^/]+))/.exec(here.path) ?? [];
  const capability = inTenant ?? outside ?? "platform";
  return (
    <article className="page stack">
      <PageHead title={t("error.refusedTitle")} />
      <RefusalBox refusal={refusal} texts={capability} />
      {refusal.kind === "sign-in" && signIn !== undefined ? (
        <p>
          <a className="button main" href={signIn}>
            {t("error.signIn")}
          </a>
        </p>
      ) : undefined}
      {refusal.kind === "invalid" && here.query !== "" ? (
        <p>
          <a className="button main" href={here.path}>
            {t("error.withoutQuery")}
          </a>
        </p>
      ) : undefined}
      <HomeLink />
    </article>
  );
}

function BugPage() {
  const t = useText("platform");
  const { nowUtc } = useSetting();
  return (
    <article className="page stack">
      <PageHead title={t("error.bugTitle")} lead={t("error.bug")} />
      <p>{t("error.bugNext", { at: nowUtc })}</p>
      <HomeLink />
    </article>
  );
}

function HomeLink() {
  const t = useText("platform");
  const viewer = useViewer();
  return (
    <p>
      <a className="button" href={addressesFor(viewer).home}>
        {t("error.home")}
      </a>
    </p>
  );
}
