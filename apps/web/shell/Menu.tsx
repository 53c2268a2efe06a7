import { useText, useViewer, type Door } from "#ui-kit/index.ts";
import type { MenuLine } from "../menu.ts";
import { addressesFor } from "./addresses.ts";

const DOORS: readonly Door[] = ["portal", "mine", "desk", "steward"];

/** Everything this reader may open, at the foot of every page: a jump away, without script, within reach of a thumb. */
export function Menu({ menu }: { readonly menu: readonly MenuLine[] }) {
  const t = useText("platform");
  const viewer = useViewer();
  return (
    <nav id="menu" className="menu" aria-labelledby="menu-title">
      <h2 id="menu-title">{t("menu.title")}</h2>
      <p>
        <a className="alone" href={addressesFor(viewer).home}>
          {t("menu.home")}
        </a>
      </p>
      {DOORS.map((door) => ({ door, lines: menu.filter((line) => line.door === door) }))
        .filter(({ lines }) => lines.length > 0)
        .map(({ door, lines }) => (
          <section key={door}>
            <h3>{t(`menu.${door}`)}</h3>
            <ul>
              {lines.map(({ href, words }) => (
                <li key={href}>
                  <a className="alone" href={href}>
                    {words}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </nav>
  );
}
