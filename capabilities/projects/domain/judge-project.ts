/** What of a project should have been there by today. */
export type Standing = {
  readonly state: "running" | "done" | "accepted" | "finished" | "stopped";
  readonly due_on: string;
  readonly accept_due: string | null;
  readonly account_due: string | null;
};

export type MilestoneVersion = { readonly id: string; readonly version: number; readonly title: string; readonly due_on: string };
export type Reached = { readonly milestone_id: string; readonly reached_on: string };

/** The version in force of each, in the order they were first set. @param versions a thing's own in ascending order */
export function inForce<T extends { readonly id: string }>(versions: readonly T[]): readonly T[] {
  return [...new Map(versions.map((one) => [one.id, one])).values()];
}

/** The last day of the milestones in force. */
export function lastDue(versions: readonly MilestoneVersion[]): string {
  return inForce(versions).reduce((last, { due_on }) => (due_on > last ? due_on : last), "");
}

export function openMilestones(versions: readonly MilestoneVersion[], reached: readonly Reached[]): readonly MilestoneVersion[] {
  const there = new Set(reached.map(({ milestone_id }) => milestone_id));
  return inForce(versions).filter(({ id }) => !there.has(id));
}

/** By when whoever has it now is to be done: the work, the acceptance, the account; null: nobody has it. */
export function dueOf({ state, due_on, accept_due, account_due }: Standing): string | null {
  switch (state) {
    case "running":
      return due_on;
    case "done":
      return accept_due;
    case "accepted":
      return account_due;
    case "finished":
    case "stopped":
      return null;
  }
}

/** Whether whoever has it now has let their day pass. */
export function isLate(standing: Standing, today: string): boolean {
  const due = dueOf(standing);
  return due !== null && due < today;
}

type Fact = {
  readonly met: boolean;
  readonly sentence: { readonly "zh-CN": string; readonly en: string };
  readonly path?: string;
};

type Found = {
  readonly number: string;
  readonly state: Standing["state"];
  readonly accepted_on: string | null;
  readonly finished_on: string | null;
};

/** Whether what was decided is carried out: where there is a project, by its acceptance and its account, never by a word. */
export function judgeCarriedOut(project: Found | undefined, reached: boolean): readonly Fact[] {
  if (project === undefined)
    return [
      reached
        ? {
            met: true,
            sentence: {
              "zh-CN": "没有立项，结果由实施单位书面报告。",
              en: "No project was begun: the result is reported in writing.",
            },
          }
        : {
            met: false,
            sentence: {
              "zh-CN": "立了项目的，验收合格并公开结算以后才算办完。",
              en: "Where a project is begun, it is done once it is accepted and its final account is public.",
            },
          },
    ];
  const { number, accepted_on: accepted, finished_on: finished } = project;
  const path = `projects/${number}`;
  return [
    accepted === null
      ? { met: false, path, sentence: { "zh-CN": "项目还没有验收合格。", en: "The project is not accepted yet." } }
      : {
          met: true,
          path,
          sentence: { "zh-CN": `项目已于 ${accepted} 验收合格。`, en: `The project was accepted on ${accepted}.` },
        },
    finished === null
      ? { met: false, path, sentence: { "zh-CN": "项目的结算还没有公开。", en: "Its final account is not public yet." } }
      : {
          met: true,
          path,
          sentence: { "zh-CN": `项目结算已于 ${finished} 公开。`, en: `Its final account is public since ${finished}.` },
        },
  ];
}
