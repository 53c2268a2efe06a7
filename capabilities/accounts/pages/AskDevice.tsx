import { Notice, useText } from "#ui-kit/index.ts";

type Props = {
  readonly kind: "make" | "use";
  /** What the server asks of the device: creation or request options as JSON (Web Authentication Level 3, §5.4, §5.5). */
  readonly options: Readonly<Record<string, unknown>>;
};

/**
 * Stands inside the form of an act that takes an authenticator's `answer`, on a page that says `device`: when the form is sent without one,
 * the page's small script asks the device first, and the form goes on with what it says.
 */
export function AskDevice({ kind, options }: Props) {
  const t = useText("accounts");
  return (
    <div data-device={kind} data-options={JSON.stringify(options)}>
      <noscript>
        <Notice tone="warn">{t("passkeys.needsScript")}</Notice>
      </noscript>
      {(["unsupported", "failed"] as const).map((trouble) => (
        <div key={trouble} data-trouble={trouble} role="alert" hidden>
          <Notice tone="warn">
            <p>{t(`passkeys.${trouble}`)}</p>
          </Notice>
        </div>
      ))}
    </div>
  );
}
