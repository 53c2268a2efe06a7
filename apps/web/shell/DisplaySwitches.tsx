import { useSetting, useText } from "#ui-kit/index.ts";

/** Language, print and theme: plain forms that set a cookie and come back. */
export function DisplaySwitches() {
  const t = useText("platform");
  const { viewer, here } = useSetting();
  const schemes = (["light", "dark", "auto"] as const).filter((scheme) => scheme !== viewer.colorScheme);
  return (
    <form method="post" action="/display" className="switches" aria-label={t("display.title")}>
      <input type="hidden" name="to" value={`${here.path}${here.query}`} />
      <button className="button" type="submit" name="large" value={viewer.largePrint ? "0" : "1"}>
        {t(viewer.largePrint ? "display.largeOff" : "display.largeOn")}
      </button>
      <button
        className="button"
        type="submit"
        name="locale"
        value={viewer.locale === "en" ? "zh-CN" : "en"}
        lang={viewer.locale === "en" ? "zh-CN" : "en"}
      >
        {t("display.locale")}
      </button>
      {schemes.map((scheme) => (
        <button key={scheme} className="button" type="submit" name="scheme" value={scheme}>
          {t(`display.${scheme}`)}
        </button>
      ))}
    </form>
  );
}
