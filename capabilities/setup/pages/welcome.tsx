import { readAccount } from "#capabilities/accounts/contract/read-account.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  formatInstant,
  on,
  orRefuse,
  PageHead,
  Section,
  StepList,
  submitForm,
  useTenantPath,
  useText,
  useViewer,
  type Step,
} from "#ui-kit/index.ts";
import { confirmKeysKept } from "../contract/confirm-keys-kept.ts";
import { readUpkeep } from "../contract/read-upkeep.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => {
  const upkeep = orRefuse(await context.call(readUpkeep, {}));
  const { totp, passkeys } = orRefuse(await context.call(readAccount, {}));
  return { ...upkeep, secondFactor: totp || passkeys.length > 0 };
};

export const action = async (args: PageArgs<"tenant">) =>
  await submitForm(args, on(confirmKeysKept, { done: () => `/t/${args.params.tenant}/setup/welcome` }));

/** What whoever set up this house does first, and what its steward sees to afterwards. */
export default function WelcomePage({ loaderData }: PageProps<typeof loader, typeof action>) {
  const t = useText("setup");
  const path = useTenantPath();
  const { locale } = useViewer();
  const { secondFactor, keysKeptAt, lastBackupAt, places, organizations, persons, guarded } = loaderData;
  const step = (key: string, done: boolean, detail: Step["detail"]): Step => ({
    key,
    words: t(`welcome.${key}`),
    state: done ? "done" : "now",
    detail,
  });
  return (
    <article className="page">
      <PageHead title={t("welcome.title")} lead={t("welcome.lead")} />
      <StepList
        steps={[
          step("secondFactor", secondFactor, <a href={path("accounts/me")}>{t("welcome.secondFactorNext")}</a>),
          step("keys", keysKeptAt !== null, <Keys keptAt={keysKeptAt} />),
          step("places", places > 1, t("welcome.placesNext", { count: places })),
          step("organizations", organizations > 1, t("welcome.organizationsNext", { count: organizations })),
          step("persons", persons > 1, t("welcome.personsNext", { count: persons })),
          step("administrators", guarded, t(guarded ? "welcome.administratorsDone" : "welcome.administratorsNext")),
        ]}
      />
      <Section title={t("backup.title")}>
        <p>{lastBackupAt === null ? t("backup.never") : t("backup.last", { at: formatInstant(lastBackupAt, locale) })}</p>
        <p>
          <code className="as-typed">npm run gongzhi -- backup FILE</code>
        </p>
        <p className="soft">{t("backup.how")}</p>
      </Section>
    </article>
  );
}

function Keys({ keptAt }: { readonly keptAt: string | null }) {
  const t = useText("setup");
  const { locale } = useViewer();
  if (keptAt !== null) return <>{t("keys.kept", { at: formatInstant(keptAt, locale) })}</>;
  return (
    <>
      <p>{t("keys.say")}</p>
      <ActionButton signature={confirmKeysKept} values={{}} />
    </>
  );
}
