import { useText } from "../setting/Setting.tsx";

type Props = {
  readonly name: string;
  /** Nothing came back from the server: a draft may be offered. Otherwise the page holds what was typed already. */
  readonly fresh: boolean;
  readonly reviewing: boolean;
};

/** What `apps/web/device/keep-draft.mjs` shows of a draft; without script nothing of it is true, so nothing of it is seen. */
export function DraftKeeper({ name, fresh, reviewing }: Props) {
  const t = useText("ui-kit");
  return (
    <div data-draft={name} data-draft-fresh={fresh ? "yes" : "no"} data-draft-step={reviewing ? "review" : "edit"}>
      <section className="notice info draft" data-draft-offer hidden>
        <p>
          <span data-draft-found hidden>
            {t("draft.found")}
          </span>
          <span data-draft-tried hidden>
            {t("draft.sent")}
          </span>{" "}
          <span className="small soft" data-draft-at />
        </p>
        <button className="button" type="button" data-draft-restore>
          {t("draft.restore")}
        </button>
        <button className="button" type="button" data-draft-discard>
          {t("draft.discard")}
        </button>
      </section>
      <p className="notice warn" role="alert" data-draft-offline hidden>
        {t("draft.offline")}
      </p>
      <p className="small soft draft-where" data-draft-where hidden>
        {t("draft.where")}{" "}
        <button className="button" type="button" data-draft-clear>
          {t("draft.clear")}
        </button>
      </p>
    </div>
  );
}

/** On the page that says it arrived: the draft is no longer needed on this device. */
export function DraftSent({ name }: { readonly name: string }) {
  return <span data-draft-sent={name} hidden />;
}
