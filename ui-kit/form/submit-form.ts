import { data, redirect } from "react-router";
import type { InputOf, OutputOf, Signature } from "../../platform/contract.ts";
import type { PageContext } from "../../platform/page.ts";
import { isRefusal, refuse, type FieldError, type Refusal } from "../../platform/refusal.ts";
import { withPickedPoint } from "./picked-point.ts";
import { checkFields } from "./check-fields.ts";
import { fieldsOf, pointerOf, type Field } from "./fields.ts";
import { inputOf, openRows, readValues, type FormValues } from "./read-fields.ts";

/** What a form's page gets back when it is not done: what was typed, and why it was refused or what is to be looked over. */
export type FormState = {
  /** Whose form it is: the signature's name, and `#id` where a page holds several of it. */
  readonly form: string;
  readonly step: "edit" | "review";
  readonly values: FormValues;
  readonly refusal?: Refusal;
  /** Rows to draw of each list of objects, where somebody asked for one more. */
  readonly rows?: Readonly<Record<string, number>>;
  /** What was typed into the search of a long list of choices (`_find.<field>`), by field: it narrows the list and is no input. */
  readonly finds?: Readonly<Record<string, string>>;
};

type Handler = {
  readonly signature: Signature;
  readonly input: Readonly<Record<string, unknown>>;
  readonly uploads: Readonly<Record<string, string>>;
  readonly done: (output: unknown) => string | Response | undefined;
};

export type OnOptions<S extends Signature> = {
  /** Parts of the input that come from the page's address, not from the form. */
  readonly input?: Partial<InputOf<S>>;
  /** What a file field's uploads are for, where the schema does not say (`purpose`). */
  readonly uploads?: Readonly<Record<string, string>>;
  /** Where to go when it is done: a path, or a redirect of one's own; undefined stays on the page, with the form empty. */
  readonly done: (output: OutputOf<S>) => string | Response | undefined;
};

/** One form a page's action takes. */
export function on<S extends Signature>(signature: S, options: OnOptions<S>): Handler {
  const done = (output: unknown) => options.done(output as OutputOf<S>);
  return { signature, input: options.input ?? {}, uploads: options.uploads ?? {}, done };
}

type Args = { readonly request: Request; readonly context: PageContext };

/**
 * A page's action: reads the form that was sent, uploads its files, checks it, calls the action and goes on to where `done` says;
 * refused, it gives back what was typed. Done, it throws the response that leads on, so nothing after it runs. `submitForm(args, on(raiseAppeal, { done: ({ id }) => `…/${id}` }))`.
 */
export async function submitForm({ request, context }: Args, ...handlers: readonly Handler[]): Promise<FormState> {
  const form = await readForm(request);
  const name = textOf(form, "_form");
  const handler = handlers.find(({ signature }) => signature.name === name.split("#", 1)[0]);
  if (handler === undefined)
    throw data(refuse("absent", "no-such-action", { facts: { name: name.slice(0, 80) } })) as unknown as Error;
  const fields = fieldsOf(handler.signature);
  const kept = keepFiles(fields, form, await takeUploads(fields, form, handler, context));
  const state = { form: name, values: kept.values, ...findsIn(form) };
  const pointed = withPickedPoint((control) => textOf(form, control), state.values);
  if (pointed !== undefined) return { ...state, step: "edit", values: pointed };
  const step = textOf(form, "_step") || "send";
  if (step === "edit") return { ...state, step: "edit" };
  if (step.startsWith("add:")) return { ...state, step: "edit", rows: oneMoreRow(step.slice("add:".length), form) };
  const errors = kept.refusal === undefined ? checkFields(fields, kept.values, new Set(Object.keys(handler.input))) : [];
  const refusal = kept.refusal ?? (errors.length > 0 ? refuse("invalid", "invalid-input", { fields: errors }) : undefined);
  if (refusal !== undefined) return { ...state, step: "edit", refusal };
  if (step === "review") return { ...state, step: "review" };
  return await send(
    handler,
    { ...inputOf(fields, kept.values), ...handler.input },
    textOf(form, "_key") || undefined,
    context,
    state,
  );
}

/** A body that is cut off or is no form is the sender's fault, not a bug of the page. */
async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw data(refuse("invalid", "malformed-request")) as unknown as Error;
  }
}

async function send(
  handler: Handler,
  input: Readonly<Record<string, unknown>>,
  key: string | undefined,
  context: PageContext,
  state: Omit<FormState, "step">,
): Promise<FormState> {
  const answer: unknown = await context.call(handler.signature, input, key);
  if (isRefusal(answer)) return { ...state, step: "edit", refusal: answer };
  const next = handler.done(answer);
  if (next === undefined) return { ...state, step: "edit", values: {} };
  // Thrown, as React Router takes it too: what a page's action goes on with is then always a form that is not done.
  throw (typeof next === "string" ? redirect(next, 303) : next) as unknown as Error;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

const FIND = "_find.";
/** A name is no longer; whatever more is typed finds nothing. */
const LONGEST_FIND = 60;

function findsIn(form: FormData): Pick<FormState, "finds"> {
  const typed = [...form].flatMap(([name, value]) =>
    name.startsWith(FIND) && typeof value === "string" && value.trim() !== ""
      ? [[name.slice(FIND.length), value.trim().slice(0, LONGEST_FIND)] as const]
      : [],
  );
  return typed.length === 0 ? {} : { finds: Object.fromEntries(typed) };
}

function oneMoreRow(name: string, form: FormData): Readonly<Record<string, number>> {
  const shown = Number(form.get(`_rows.${name}`));
  return { [name]: Number.isSafeInteger(shown) && shown > 0 ? shown + 1 : 1 };
}

type Uploads = { readonly files: Readonly<Record<string, readonly string[]>>; readonly refusal?: Refusal };

/** Files go to quarantine at once: a browser never sends the same file again by itself, so their ids must outlive a refusal. */
async function takeUploads(fields: readonly Field[], form: FormData, handler: Handler, context: PageContext): Promise<Uploads> {
  const files: Record<string, readonly string[]> = {};
  const errors: FieldError[] = [];
  let refusal: Refusal | undefined;
  for (const field of openRows(fields, form)) {
    if (field.kind !== "file" && field.kind !== "files") continue;
    const sent = form.getAll(field.name).filter((value) => value instanceof File && value.size > 0) as File[];
    const purpose = handler.uploads[field.name] ?? field.purpose ?? handler.signature.name;
    for (const file of sent.slice(0, field.kind === "file" ? 1 : (field.limits.maxItems ?? sent.length))) {
      const taken = await context.upload(file, purpose);
      if (!isRefusal(taken)) files[field.name] = [...(files[field.name] ?? []), `${taken.fileId}~${file.name}`];
      else if (taken.kind === "invalid" || taken.kind === "too-large")
        errors.push({ pointer: pointerOf(field.name), code: taken.code, facts: { ...taken.facts, name: file.name } });
      else refusal = taken;
    }
  }
  if (errors.length > 0) refusal = refuse("invalid", "invalid-input", { fields: errors });
  return { files, ...(refusal === undefined ? {} : { refusal }) };
}

type Kept = { readonly values: FormValues; readonly refusal?: Refusal };

function keepFiles(fields: readonly Field[], form: FormData, uploads: Uploads): Kept {
  const typed = readValues(fields, form);
  const files = Object.entries(uploads.files).map(([name, sent]) => [
    name,
    isSingle(fields, name) ? sent : [...(typed[name] ?? []), ...sent],
  ]);
  return {
    values: { ...typed, ...(Object.fromEntries(files) as FormValues) },
    ...(uploads.refusal === undefined ? {} : { refusal: uploads.refusal }),
  };
}

function isSingle(fields: readonly Field[], name: string): boolean {
  return fields.some((field) => field.name === name && field.kind === "file");
}
