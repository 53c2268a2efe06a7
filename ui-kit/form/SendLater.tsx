import { useSetting, useText } from "../setting/Setting.tsx";
import { shortHash } from "./form-key.ts";

/**
 * Where `apps/web/device/send-later.mjs` says what waits on this device for the line to come back; without script nothing of it is
 * true, so nothing of it is seen. `name`: what the forms marked `later` on this page belong to. What waits is sent only as whoever did it.
 */
export function SendLater({ name }: { readonly name: string }) {
  const t = useText("ui-kit");
  const { viewer, here } = useSetting();
  return (
    <section
      className="notice warn later"
      aria-live="polite"
      data-later={name}
      data-later-who={shortHash(viewer.signedIn?.name ?? "")}
      data-look={t("later.look")}
      data-drop={t("later.drop")}
      hidden
    >
      <p data-later-waiting hidden>
        {t("later.waiting")} <strong data-later-count />
        {t("later.waitingEnd")}{" "}
        <button className="button" type="button" data-later-again>
          {t("later.again")}
        </button>
      </p>
      <p data-later-signed-out hidden>
        {t("later.signedOut")}
      </p>
      <div data-later-refused hidden>
        <p>{t("later.refused")}</p>
        <ul data-later-list />
      </div>
      <p data-later-newest hidden>
        {t("later.sent")} <a href={here.path}>{t("later.newest")}</a>
      </p>
    </section>
  );
}
