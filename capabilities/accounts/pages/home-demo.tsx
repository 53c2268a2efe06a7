import { Section, useText, type HomePartProps } from "#ui-kit/index.ts";
import type { PageContext } from "#platform/page.ts";
import { DemoSignIns } from "./DemoSignIns.tsx";

export const read = async ({ viewer: { demo, signedIn, tenant } }: PageContext) =>
  demo && signedIn === undefined ? tenant?.slug : undefined;

/** Where the tour of the demo begins; whoever is in already goes on from the line at the top. */
export default function HomeDemo({ data: tenant }: HomePartProps<typeof read>) {
  const t = useText("accounts");
  return (
    <Section title={t("demo.title")}>
      <p>{t("demo.lead")}</p>
      <DemoSignIns tenant={tenant} />
    </Section>
  );
}
