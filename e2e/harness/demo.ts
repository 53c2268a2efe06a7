import type { Page } from "playwright-core";

/** People of the demo town by the words on their buttons, where a first user finds them. */
export const DEMO_PEOPLE = {
  resident: "村民（大柳村）",
  clerk: "受理派单员",
  secondClerk: "派单员",
  works: "村镇建设办公室科员",
  environment: "环境和综合执法队员",
  welfare: "民生服务办公室科员",
  village: "大柳村村委会主任",
  party: "大柳村党支部书记",
  supervisor: "大柳村监督委员会主任",
  leader: "副镇长",
  steward: "系统管理员",
  security: "安全管理员",
  auditor: "审计管理员",
} as const;

export type DemoPerson = keyof typeof DEMO_PEOPLE;

/** Signs in as a person of the demo town by the button a first user presses. */
export async function signInAs(page: Page, who: DemoPerson): Promise<void> {
  await page.goto("/t/qinghe/accounts/sign-in");
  await page.getByRole("button", { name: DEMO_PEOPLE[who], exact: true }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}
