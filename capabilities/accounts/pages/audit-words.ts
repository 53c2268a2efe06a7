import { useSetting } from "#ui-kit/index.ts";

/** What an action or query of any capability is called here, else on its button, else by the API. */
export function useActWords(): (name: string) => string {
  const { texts } = useSetting();
  const accounts = texts.of("accounts");
  return (name) => {
    const [capability = "", verb = ""] = name.split("/");
    const t = texts.of(capability);
    if (accounts.has(`audit.acts.${name}`)) return accounts(`audit.acts.${name}`);
    return t.has(`actions.${verb}`) ? t(`actions.${verb}`) : name;
  };
}
