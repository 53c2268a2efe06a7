import { BarChart, BoardPage, formatMoney, LineChart, useTenantPath, useText } from "../../../index.ts";

export default function Board() {
  const t = useText("sample");
  const path = useTenantPath();
  return (
    <BoardPage
      title={t("board.title")}
      lead={t("board.lead")}
      figures={[
        { key: "open", label: "正在办理", value: 37, unit: "件", href: path("sample"), definition: "已受理、尚未办结的事项。" },
        {
          key: "late",
          label: "已逾期",
          value: 2,
          unit: "件",
          outOf: 37,
          href: `${path("sample")}?late=1`,
          definition: "超过答复期限仍未答复。",
          state: { words: "需要处理", tone: "bad" },
        },
        {
          key: "confirmed",
          label: "反映人确认解决",
          value: 412,
          unit: "件",
          outOf: 455,
          href: `${path("sample")}?state=done`,
          definition: "今年办结、反映人评价为“解决”的。",
        },
        {
          key: "spent",
          label: "今年支出",
          value: formatMoney(128_640_050, "zh-CN"),
          href: path("sample/notice"),
          definition: "已入账的公益金支出，截至昨日。",
        },
      ]}
    >
      <BarChart
        title="各村正在办理的事项"
        definition="按事项发生地统计，2026年11月23日。"
        labelHead="村（社区）"
        valueHead="件数"
        unit="件"
        bars={[
          { label: "和平村", value: 14, href: path("sample") },
          { label: "上河社区", value: 11 },
          { label: "青山村", value: 8 },
          { label: "新桥镇直属林场片区", value: 4 },
        ]}
      />
      <LineChart
        title="每月受理与办结"
        definition="当月受理、当月办结的事项数；七月停电一周，无数据。"
        pointHead="月份"
        unit="件"
        points={["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月"]}
        series={[
          { name: "受理", values: [31, 22, 40, 44, 39, 52, null, 47, 61, 58] },
          { name: "办结", values: [28, 20, 35, 46, 41, 47, null, 50, 55, 60] },
        ]}
      />
    </BoardPage>
  );
}
