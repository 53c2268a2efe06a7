import type { PageArgs, PageProps } from "../../../../platform/page.ts";
import { FormPage, on, submitForm, useText } from "../../../index.ts";
import { planMeeting } from "../contract/plan-meeting.ts";

export function loader() {
  return {};
}

export function action(args: PageArgs<"tenant">) {
  return submitForm(args, on(planMeeting, { done: () => `/t/${args.params.tenant}/sample` }));
}

export default function MeetingPage({ actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("sample");
  return <FormPage title={t("meeting.title")} signature={planMeeting} state={actionData} review />;
}
