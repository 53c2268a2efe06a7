import { Instant, useText } from "#ui-kit/index.ts";

/** How many, and since when they are signed. */
export function Standing({ list }: { readonly list: { readonly size: number; readonly signedAt: string | null } }) {
  const t = useText("record");
  return (
    <>
      {t("list.lead")}{" "}
      {list.signedAt === null ? (
        t("list.notSigned")
      ) : (
        <>
          {t("list.signed", { count: list.size })} <Instant at={list.signedAt} />
        </>
      )}
    </>
  );
}
