import { bind } from "#platform/capability.ts";
import { writePaper } from "#platform/pdf/write-paper.ts";
import { refuse } from "#platform/refusal.ts";
import { takePoster } from "../contract/take-poster.ts";
import { sayDay, sayPeriod } from "../domain/say-period.ts";
import { maySee } from "../policy.ts";
import { findItem } from "../store/items.ts";
import { findVersions, sectionsOf, titleOf } from "../store/versions.ts";

const VERDICTS = { passed: "同意", objected: "提出意见" } as const;

export const takePosterBound = bind(takePoster, {
  policy: maySee,
  // Each takes a tenth of a second of a core.
  limits: [{ by: "address", points: 120, seconds: 60 }],
  subject: async ({ tx }, { id }) => await findItem(tx, id),
  run: async ({ tx, tenant, house }, { id, size = "A4" }, item) => {
    const [newest] = await findVersions(tx, id);
    if (newest === undefined || item.published_on === null) return refuse("conflict", "not-published");
    const { content, version, reason } = newest;
    const issuer = item.owner_name || item.area;
    const bytes = await writePaper({
      size,
      issuer,
      title: titleOf(content),
      facts: [
        { name: "地方", value: item.area },
        { name: "所属时间", value: sayPeriod(item) },
        { name: "监督委员会意见", value: item.verdict === null ? "期限内没有提出意见" : VERDICTS[item.verdict] },
        { name: "联席会议确定", value: item.reference },
      ].filter(({ value }) => value !== ""),
      sections: sectionsOf(content),
      signed: [issuer, sayDay(item.published_on)],
      notes: [
        `张贴至${sayDay(item.shown_until ?? item.published_on)}，期满前不得撤下。`,
        `有异议的，请在${sayDay(item.objections_until ?? item.published_on)}前扫码，或者向监督委员会提出。`,
        "扫码可以核对原文、附件和存证。",
        ...(version > 1 ? [`第 ${version} 版，更正理由：${reason}`] : []),
      ],
      link: new URL(`/t/${tenant.slug}/disclosure/${id}`, house.publicUrl).href,
    });
    const fileName = `disclosure-${item.published_on}-${size}.pdf`;
    return { fileName, mediaType: "application/pdf", base64: bytes.toString("base64") };
  },
});
