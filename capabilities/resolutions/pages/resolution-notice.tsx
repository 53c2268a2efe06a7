import type { PageArgs, PageProps } from "#platform/page.ts";
import { Day, DocumentPage, orRefuse, useSetting, useTenantPath, useText } from "#ui-kit/index.ts";
import { readProposal } from "../contract/read-proposal.ts";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) =>
  orRefuse(await context.call(readProposal, { number: params.number }));

const DECIDED: ReadonlySet<string> = new Set(["talk", "review", "decide"]);

/** The resolution as it hangs on the board: the text, who decided with which figures, how long it hangs and how to object. */
export default function ResolutionNotice({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText("resolutions");
  const path = useTenantPath();
  const { locale } = useSetting().texts;
  const { proposal, posting } = view;
  return (
    <DocumentPage
      title={t("paper.resolution", { title: proposal.title })}
      issuer={t("paper.committee", { area: proposal.area })}
      number={proposal.number}
      crumbs={[{ href: path(`resolutions/${proposal.number}`), words: proposal.title }]}
      addressed={t("paper.to")}
      day={posting?.from ?? proposal.proposedOn}
      qrPath={path(`resolutions/${proposal.number}`)}
      poster
      notes={posting === null ? <p>{t("paper.notYet")}</p> : <p>{t("paper.objectUntil", { until: posting.until })}</p>}
    >
      <p className="pre">{view.wording}</p>
      <h2>{t("paper.how")}</h2>
      <ol>
        {view.steps
          .filter(({ element }) => DECIDED.has(element))
          .map(({ element, facts }) => (
            <li key={element}>
              {t(`steps.${element}`)}
              {facts.map(({ sentence, sentenceEn }) => (
                <p key={sentence}>{locale === "en" ? sentenceEn : sentence}</p>
              ))}
            </li>
          ))}
      </ol>
      {posting === null ? undefined : (
        <p>
          {t("paper.hangs")} <Day day={posting.from} /> – <Day day={posting.until} />
        </p>
      )}
    </DocumentPage>
  );
}
