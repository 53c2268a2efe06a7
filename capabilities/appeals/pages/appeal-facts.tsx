import { Deadline, Instant, type Fact, type useText } from "#ui-kit/index.ts";
import type { OutputOf } from "#platform/contract.ts";
import type { readAppeal } from "../contract/read-appeal.ts";

export type AppealView = OutputOf<typeof readAppeal>;

/** What the ticket prints: who has it, how long, by which rule. */
export function appealFacts(appeal: AppealView, t: ReturnType<typeof useText>): readonly Fact[] {
  const due =
    appeal.dueBy === null
      ? ""
      : t("facts.rule", {
          rule: t.has(`rules.${appeal.dueBy.key}`) ? t(`rules.${appeal.dueBy.key}`) : appeal.dueBy.key,
          version: appeal.dueBy.version,
        });
  const all: readonly (Fact | undefined)[] = [
    { name: t("columns.raised"), value: <Instant at={appeal.raisedAt} /> },
    { name: t("columns.area"), value: appeal.area || "—" },
    appeal.matter === "" ? undefined : { name: t("columns.matter"), value: appeal.matter },
    appeal.unit === "" ? undefined : { name: t("columns.unit"), value: appeal.unit },
    appeal.tier === ""
      ? undefined
      : { name: t("facts.tier"), value: t.has(`tiers.${appeal.tier}`) ? t(`tiers.${appeal.tier}`) : appeal.tier },
    due === "" ? undefined : { name: t("facts.by"), value: due },
    appeal.contactDueAt === null || appeal.contactedAt !== null
      ? undefined
      : { name: t("facts.contactDue"), value: <Deadline dueAtUtc={appeal.contactDueAt} /> },
    appeal.contactedAt === null ? undefined : { name: t("facts.contacted"), value: <Instant at={appeal.contactedAt} /> },
    { name: t("facts.mode"), value: t(`modes.${appeal.mode}`) },
    appeal.contactName === "" ? undefined : { name: t("facts.contactName"), value: appeal.contactName },
    appeal.contactPhone === "" ? undefined : { name: t("facts.contactPhone"), value: appeal.contactPhone },
    appeal.mandate === "" ? undefined : { name: t("facts.mandate"), value: appeal.mandate },
    appeal.complainedOf.length === 0
      ? undefined
      : { name: t("facts.complainedOf"), value: t("facts.keptFrom", { parties: appeal.complainedOf.join("、") }) },
    ...appeal.requests.map((request) => ({
      name: t(`requests.${request.relation === "appeals.dispute" ? "dispute" : "whistle"}`, { tenant: request.tenant }),
      value: howFar(request, t),
    })),
    appeal.likes === null
      ? undefined
      : { name: t("facts.source"), value: t("facts.likes", { likes: appeal.likes, dislikes: appeal.dislikes ?? 0 }) },
  ];
  return all.filter((fact) => fact !== undefined);
}

/** How far what was asked of another level is. */
function howFar(request: AppealView["requests"][number], t: ReturnType<typeof useText>): string {
  const { number, answeredAt, withdrawnAt, receivedAt, dueAt } = request;
  if (answeredAt !== null) return t("requests.answered", { at: answeredAt });
  if (withdrawnAt !== null) return t("requests.withdrawn", { at: withdrawnAt });
  if (receivedAt === null) return t("requests.sent", { at: request.sentAt });
  return number === ""
    ? t("requests.received", { due: dueAt ?? request.sentAt })
    : t("requests.receivedAs", { number, due: dueAt ?? request.sentAt });
}
