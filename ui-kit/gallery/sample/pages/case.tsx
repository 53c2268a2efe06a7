import type { PageArgs, PageProps } from "../../../../platform/page.ts";
import {
  ActionButton,
  CasePage,
  Confirm,
  Count,
  Day,
  Deadline,
  Meter,
  Money,
  on,
  PhotoGrid,
  Seal,
  Section,
  SignatureForm,
  submitForm,
  useTenantPath,
  useText,
  type Happening,
} from "../../../index.ts";
import { judgeOutcome, withdrawMatter } from "../contract/judge-outcome.ts";
import { CourseDrawing } from "../CourseDrawing.tsx";

const MATTER = "018f0000-0000-7000-8000-0000000000aa";

const HAPPENINGS: readonly Happening[] = [
  {
    key: "4",
    at: "2026-11-20T07:42:00.000Z",
    what: "答复：路面已修复，加装排水沟。",
    who: "村建办 王工",
    by: "《信访工作条例》第三十四条",
    tone: "good",
  },
  {
    key: "3",
    at: "2026-11-14T06:00:00.000Z",
    what: "村民代表会议同意使用公益金",
    who: "和平村",
    detail: <Meter label="到会代表" value={38} outOf={52} unit="人" need={35} needWords="需到会三分之二，即 35 人" />,
  },
  { key: "2", at: "2026-11-13T01:10:00.000Z", what: "派给村建办，五个工作日内答复", who: "便民服务中心", tone: "info" },
  { key: "1", at: "2026-11-12", what: "收到反映", tone: "neutral" },
];

export function loader() {
  return { matterId: MATTER };
}

export function action(args: PageArgs<"tenant">) {
  const back = `/t/${args.params.tenant}/sample/matter`;
  return submitForm(args, on(judgeOutcome, { done: () => back }), on(withdrawMatter, { done: () => back }));
}

export default function MatterPage({ loaderData: { matterId }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("sample");
  const path = useTenantPath();
  return (
    <CasePage
      title="村口到小学一段路面破损，雨天积水"
      number="20261123-7K3QF"
      crumbs={[{ href: path("sample"), words: t("list.title") }]}
      state={{ words: "待评价", tone: "warn" }}
      stands="镇村建办已修复路面，请您看看是否解决。"
      deadline={<Deadline dueAtUtc="2026-11-26T16:00:00.000Z" />}
      seal={<Seal href={path("sample/notice")} at="2026年11月20日" />}
      can={
        <>
          <SignatureForm signature={judgeOutcome} state={actionData} values={{ matterId }} />
          <Confirm act={t("case.withdraw")}>
            <p>撤回后不再办理，已有的记录仍会保留。</p>
            <ActionButton signature={withdrawMatter} values={{ matterId }} />
          </Confirm>
        </>
      }
      facts={[
        { name: "反映人", value: "李某某（仅承办人可见）" },
        { name: "地点", value: "和平村二组，小学东侧 200 米" },
        { name: "涉及", value: <Count value={61} unit="户" outOf={214} /> },
        { name: "受理", value: <Day day="2026-11-12" /> },
        { name: "费用", value: <Money cents={4_860_000} /> },
      ]}
      papers={[
        { href: path("sample/notice"), words: "答复意见书", about: "PDF · 2 页 · 11月20日" },
        { href: path("sample/notice"), words: "村民代表会议纪要", about: "11月14日" },
      ].map((paper, place) => ({ ...paper, href: `${paper.href}?p=${place}` }))}
      diagram={<CourseDrawing />}
      steps={[
        { key: "a", words: "受理", state: "done", detail: "11月12日，当天" },
        { key: "b", words: "派给承办单位", state: "done", detail: "11月13日" },
        { key: "c", words: "办理并答复", state: "done", detail: "11月20日" },
        { key: "d", words: "反映人评价", state: "now" },
        { key: "e", words: "公开结果", state: "ahead" },
      ]}
      timeline={HAPPENINGS}
    >
      <Section title={t("case.photos")}>
        <PhotoGrid
          photos={[
            { href: "/qr.svg?path=/a", src: "/qr.svg?path=/a", alt: "修复前：路面积水，没过脚面", caption: "修复前，11月12日" },
            {
              href: "/qr.svg?path=/b",
              src: "/qr.svg?path=/b",
              alt: "修复后：路面平整，右侧有排水沟",
              caption: "修复后，11月20日",
            },
          ]}
        />
      </Section>
    </CasePage>
  );
}
