import { useSetting } from "#ui-kit/index.ts";

type Params = Readonly<Record<string, string | number | boolean | null>>;

/** Notices speak in the words of the capability they come from. */
export function useNoticeWords(): (topic: string, params: Params) => string {
  const { texts } = useSetting();
  return (topic, params) => {
    const [capability = "", key = ""] = topic.split(".", 2);
    return texts.of(capability)(`notices.${key}`, params as Readonly<Record<string, string | number>>);
  };
}
