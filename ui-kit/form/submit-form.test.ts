import { RouterContextProvider } from "react-router";
import { describe, expect, test } from "vitest";
import type { PageContext } from "../../platform/page.ts";
import { refuse } from "../../platform/refusal.ts";
import { planMeeting } from "../gallery/sample/contract/plan-meeting.ts";
import { raiseMatter } from "../gallery/sample/contract/raise-matter.ts";
import { on, submitForm } from "./submit-form.ts";

const FILLED = {
  _form: "sample/raise-matter",
  villageId: "v",
  title: "村口路灯不亮",
  text: "村口第三盏路灯坏了一个星期。",
  kind: "light",
};

type Call = { readonly name: string; readonly input: unknown; readonly key: string | undefined };

function fakeContext(answers: { readonly call?: unknown; readonly upload?: unknown }): PageContext & { readonly calls: Call[] } {
  const calls: Call[] = [];
  const services = {
    calls,
    nonce: "",
    viewer: { locale: "zh-CN", colorScheme: "auto", largePrint: false, demo: false } as const,
    call: async (signature: { readonly name: string }, input: unknown, key?: string) => {
      calls.push({ name: signature.name, input, key });
      return (answers.call ?? { id: "7" }) as never;
    },
    upload: async () => (answers.upload ?? { fileId: "f1" }) as never,
  };
  return Object.assign(new RouterContextProvider(), services);
}

function send(fields: Readonly<Record<string, string | File>>, context: PageContext) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const request = new Request("http://gz.example/t/heping/sample/raise", { method: "POST", body });
  return submitForm(
    { request, context },
    on(raiseMatter, { done: ({ id }) => `/done/${id}` }),
    on(planMeeting, { done: () => "/" }),
  );
}

describe("submitForm", () => {
  test("calls the action with the key of the form and goes on", async () => {
    const context = fakeContext({});
    const answer: unknown = await send({ ...FILLED, _key: "k-1" }, context).catch((thrown: unknown) => thrown);
    expect(answer).toBeInstanceOf(Response);
    expect([(answer as Response).status, (answer as Response).headers.get("location")]).toEqual([303, "/done/7"]);
    expect(context.calls).toEqual([
      {
        name: "sample/raise-matter",
        key: "k-1",
        input: { villageId: "v", title: FILLED.title, text: FILLED.text, kind: "light", anonymous: false },
      },
    ]);
  });

  test("a search within a long list comes back with what was typed, calls nothing and is no input", async () => {
    const context = fakeContext({});
    const state = await send({ ...FILLED, "_find.kind": "  路灯 ", "_find.villageId": "", _step: "edit" }, context);
    expect(state).toMatchObject({ step: "edit", finds: { kind: "路灯" }, values: { title: [FILLED.title], kind: ["light"] } });
    expect(context.calls).toEqual([]);
  });

  test("gives a refusal back with everything that was typed", async () => {
    const refusal = refuse("conflict", "conflict");
    expect(await send(FILLED, fakeContext({ call: refusal }))).toMatchObject({
      form: "sample/raise-matter",
      step: "edit",
      refusal,
      values: { title: [FILLED.title] },
    });
  });

  test("says every blank at once and asks the server nothing", async () => {
    const context = fakeContext({});
    const { refusal } = await send({ _form: "sample/raise-matter" }, context);
    expect(refusal?.fields?.map(({ pointer }) => pointer)).toEqual(["/villageId", "/title", "/text", "/kind"]);
    expect(context.calls).toEqual([]);
  });

  test("shows what will be sent before it is sent, and takes the change back", async () => {
    const context = fakeContext({});
    expect(await send({ ...FILLED, _step: "review" }, context)).toMatchObject({ step: "review" });
    expect(await send({ ...FILLED, _step: "edit" }, context)).toMatchObject({ step: "edit", values: { kind: ["light"] } });
    expect(context.calls).toEqual([]);
  });

  test("adds a row when asked", async () => {
    expect(await send({ _form: "sample/plan-meeting", _step: "add:items", "_rows.items": "2" }, fakeContext({}))).toMatchObject({
      step: "edit",
      rows: { items: 3 },
    });
  });

  test("a file that is refused is an error of its field", async () => {
    const file = new File(["x"], "a.exe");
    const { refusal } = await send(
      { ...FILLED, photoIds: file },
      fakeContext({ upload: refuse("invalid", "unsupported-media-type") }),
    );
    expect(refusal?.fields).toEqual([{ pointer: "/photoIds", code: "unsupported-media-type", facts: { name: "a.exe" } }]);
  });

  test("a form the page does not hold is refused", async () => {
    await expect(send({ ...FILLED, _form: "sample/other" }, fakeContext({}))).rejects.toMatchObject({
      data: { code: "no-such-action" },
    });
  });
});
