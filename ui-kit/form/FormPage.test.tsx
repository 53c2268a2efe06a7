import { describe, expect, test } from "vitest";
import { refuse, refuseField } from "../../platform/refusal.ts";
import { planMeeting } from "../gallery/sample/contract/plan-meeting.ts";
import { raiseMatter } from "../gallery/sample/contract/raise-matter.ts";
import { KIT_MESSAGES } from "../testing/kit-messages.ts";
import { renderPage } from "../testing/render-page.tsx";
import { ActionButton } from "./ActionButton.tsx";
import { FormPage } from "./FormPage.tsx";
import type { FormState } from "./submit-form.ts";

const options = { messages: KIT_MESSAGES };
const VILLAGES = { villageId: [{ value: "v1", label: "和平村" }] };

function draw(state?: FormState, review = false): string {
  return renderPage(<FormPage title="反映" signature={raiseMatter} state={state} options={VILLAGES} review={review} />, options);
}

describe("FormPage", () => {
  test("labels every control, and says which may be left out", () => {
    const html = draw();
    for (const id of ["title", "text", "happenedOn", "households", "costCents", "photoIds"])
      expect(html).toContain(`<label class="field-label" for="raise-matter-${id}">`);
    expect(html.match(/（选填）/g)).toHaveLength(4);
    expect(html).toContain('encType="multipart/form-data"');
  });

  test("a page may ask for what the signature leaves open", () => {
    const page = <FormPage title="反映" signature={raiseMatter} required={["happenedOn", "households"]} />;
    const html = renderPage(page, options);
    expect(html.match(/（选填）/g)).toHaveLength(2);
    expect(html).toMatch(/id="raise-matter-happenedOn"[^>]*aria-required="true"/u);
  });

  test("an id is asked for only where there is something to choose from", () => {
    expect(draw()).toContain('type="radio" name="villageId" value="v1"');
    const bare = renderPage(<FormPage title="反映" signature={raiseMatter} />, options);
    expect(bare).not.toContain('name="villageId"');
    const given = renderPage(<FormPage title="反映" signature={raiseMatter} values={{ villageId: "v9" }} />, options);
    expect(given).toContain('<input type="hidden" name="villageId" value="v9"/>');
  });

  test("errors stand on top, beside, and are tied to the control", () => {
    const html = draw({
      form: raiseMatter.name,
      step: "edit",
      values: { title: ["灯"] },
      refusal: refuseField("/title", "minLength", { limit: 2 }),
    });
    expect(html).toContain("有 1 处需要修改");
    expect(html).toContain('<a class="alone" href="#raise-matter-title">一句话说明</a>');
    expect(html).toMatch(
      /id="raise-matter-title"[^>]*aria-describedby="raise-matter-title-hint raise-matter-title-error" aria-invalid="true"[^>]*value="灯"/,
    );
  });

  test("a refusal no field is to blame for is said whole, with the next step", () => {
    const html = draw({ form: raiseMatter.name, step: "edit", values: {}, refusal: refuse("gone", "closed-today") });
    expect(html).toContain("今天已停止受理。");
    expect(html).toContain("明天八点以后再来");
  });

  test("an error of something that is not drawn is not lost", () => {
    const html = draw({ form: raiseMatter.name, step: "edit", values: {}, refusal: refuseField("/secret", "required") });
    expect(html).toContain("有 1 处需要修改");
  });

  test("another form's state is not ours", () => {
    expect(draw({ form: "sample/other", step: "edit", values: { title: ["x"] } })).not.toContain('value="x"');
  });

  test("the review shows words, not codes, and sends the same values", () => {
    const html = draw(
      {
        form: raiseMatter.name,
        step: "review",
        values: { villageId: ["v1"], kind: ["light"], costCents: ["1,200"], photoIds: ["f1~灯.jpg"] },
      },
      true,
    );
    for (const words of ["和平村", "照明", "¥1,200.00", "灯.jpg"]) expect(html).toContain(`<dd>${words}</dd>`);
    expect(html).toContain('<input type="hidden" name="photoIds" value="f1~灯.jpg"/>');
    expect(html).toContain('value="send" name="_step"');
  });
});

describe("rows", () => {
  test("are as many as were filled, asked for, or due", () => {
    const rowsIn = (state?: FormState) =>
      renderPage(<FormPage title="会" signature={planMeeting} state={state} />, options).match(/name="items\.\d+\.title"/g);
    expect(rowsIn()).toHaveLength(1);
    expect(rowsIn({ form: planMeeting.name, step: "edit", values: { "items.1.title": ["x"] }, rows: { items: 3 } })).toHaveLength(
      3,
    );
  });

  test("an error in a row leads to that row's control", () => {
    const html = renderPage(
      <FormPage
        title="会"
        signature={planMeeting}
        state={{
          form: planMeeting.name,
          step: "edit",
          values: { "items.1.title": ["分红"] },
          refusal: refuseField("/items/1/minutes", "required"),
        }}
      />,
      options,
    );
    expect(html).toContain('href="#plan-meeting-items-1-minutes"');
  });
});

test("two buttons of one page are two acts, the same button twice is one", () => {
  const key = (id: string) =>
    /name="_key" value="([^"]+)"/.exec(renderPage(<ActionButton signature={raiseMatter} values={{ id }} />, options))?.[1];
  expect(key("1")).toMatch(/^[A-Za-z0-9_-]{16,64}$/);
  expect(key("1")).toBe(key("1"));
  expect(key("1")).not.toBe(key("2"));
});
