import { DataTable, DocumentPage, Money, Seal, useTenantPath, useText } from "../../../index.ts";

const LINES = [
  { name: "土地流转收入", cents: 38_600_000 },
  { name: "光伏电站分红", cents: 12_450_075 },
  { name: "提取公积公益金", cents: -10_210_015 },
];

export default function Notice() {
  const t = useText("sample");
  const path = useTenantPath();
  return (
    <DocumentPage
      title="关于 2026 年度集体收益分配方案的公告"
      issuer="和平村股份经济合作社"
      number="和股社告〔2026〕7 号"
      crumbs={[{ href: path("sample"), words: t("list.title") }]}
      addressed="全体成员："
      signedBy="和平村股份经济合作社理事会"
      day="2026-11-20"
      proof={<Seal href={path("sample/matter")} at="2026年11月20日" />}
      notes={<p>公示期：2026年11月20日至12月4日。有异议的，请在公示期内向监事会书面提出，或在本页提出。</p>}
      attachments={<p>附件：成员份额明细表（216 户）</p>}
    >
      <p>
        经 2026 年 11 月 18 日成员大会表决通过（应到 412 人，实到 306 人，同意 291
        人，超过全体成员三分之二），现将本年度集体收益分配方案公告如下。
      </p>
      <h2>一、可分配收益</h2>
      <DataTable
        caption="可分配收益的构成"
        columns={[
          { key: "name", head: "项目", names: true, render: ({ name }: (typeof LINES)[number]) => name },
          {
            key: "cents",
            head: "金额（元）",
            numeric: true,
            render: ({ cents }: (typeof LINES)[number]) => <Money cents={cents} />,
          },
        ]}
        rows={LINES}
        rowKey={({ name }) => name}
        totals={{ name: "可分配收益", cents: <Money cents={40_840_060} /> }}
      />
      <h2>二、分配办法</h2>
      <p>
        按成员所持份额分配，每份 61.27 元，尾差 0.38 元转入下年度。每户应得金额及计算过程，可凭户主姓名在村务公开栏或本页查询。
      </p>
    </DocumentPage>
  );
}
