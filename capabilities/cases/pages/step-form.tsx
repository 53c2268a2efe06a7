import type { Signature } from "#platform/contract.ts";
import { SettingProvider, SignatureForm, useSetting, type FormState, type Texts, type Translate } from "#ui-kit/index.ts";
import { completeStep } from "../contract/complete-step.ts";
import type { StepForm } from "../contract/step-form.ts";

/** The signature of one generic step: the action's own, with the variables its form asks for. */
export function stepSignature(form: StepForm | null): Signature {
  const { id, text } = completeStep.input.properties;
  const variables = form === null ? {} : { variables: form };
  const properties = { id, ...variables, text };
  return { ...completeStep, input: { type: "object", required: ["id", ...Object.keys(variables)], properties } as never };
}

type Props = {
  readonly taskId: string;
  readonly form: StepForm | null;
  readonly state: FormState | undefined;
};

/** The form of a generic step, drawn from its schema; the words of its fields come with the schema, not from our messages. */
export function StepFormFields({ taskId, form, state }: Props) {
  const setting = useSetting();
  const texts = form === null ? setting.texts : withForm(setting.texts, form);
  return (
    <SettingProvider setting={{ ...setting, texts }}>
      <SignatureForm signature={stepSignature(form)} id={taskId} state={state} values={{ id: taskId }} />
    </SettingProvider>
  );
}

const PREFIX = "fields.complete-step.variables.";

function withForm(texts: Texts, form: StepForm): Texts {
  const words = wordsOf(form, texts.locale);
  return {
    locale: texts.locale,
    of: (namespace) => {
      const own = texts.of(namespace);
      if (namespace !== "cases") return own;
      const translate = (key: string, params?: Parameters<Translate>[1]) => words.get(key) ?? own(key, params);
      return Object.assign(translate, { has: (key: string) => words.has(key) || own.has(key) });
    },
  };
}

/** Labels and options by the keys a form asks for. */
function wordsOf(form: StepForm, locale: Texts["locale"]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [name, field] of Object.entries(form.properties)) {
    words.set(`${PREFIX}${name}.label`, (locale === "en" ? field.titleEn : undefined) ?? field.title);
    const titles = (locale === "en" ? field.enumTitlesEn : undefined) ?? field.enumTitles;
    for (const value of field.enum ?? []) words.set(`${PREFIX}${name}.options.${value}`, titles?.[value] ?? value);
  }
  return words;
}
