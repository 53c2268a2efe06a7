import type { Kind, RuleVersion } from "./kinds.ts";

/** What whoever is chosen by a kind of meeting comes to be. */
export type Chosen = { readonly as: string; readonly holds: "delegate" | "post" };

const CHOSEN: Readonly<Record<string, Chosen>> = {
  "representatives-selection": { as: "村民代表", holds: "delegate" },
  "group-leader-selection": { as: "村民小组组长", holds: "post" },
  "villagers-council-selection": { as: "村民理事会成员", holds: "post" },
};

/** Undefined: nobody is chosen by such a meeting. */
export function chosenBy({ decides }: Pick<Kind, "decides">): Chosen | undefined {
  return Object.hasOwn(CHOSEN, decides) ? CHOSEN[decides] : undefined;
}

/** Whoever was chosen by a group or the village is recalled by those who chose: its group's meeting, or one of the village. */
const RECALLING: ReadonlySet<string> = new Set(["group-meeting", "villagers-assembly"]);

export function mayRecall({ decides }: Pick<Kind, "decides">): boolean {
  return RECALLING.has(decides);
}

export type ItemMade = { readonly title: string; readonly wording: string };

export function choiceItem(name: string, { as }: Chosen): ItemMade {
  return { title: `推选${name}`, wording: `推选${name}为${as}。` };
}

export function recallItem(name: string, as: string): ItemMade {
  return { title: `罢免${name}`, wording: `罢免${name}的${as}职务。` };
}

export type Namesake = { readonly name: string; readonly group: string };

/**
 * How each of several people is called where all are named together: by the name alone, or with the group where others have the name too. A
 * household's number and a day of birth are not everybody's to know: namesakes of one group are told apart by their order.
 */
export function tellApart(people: readonly Namesake[]): string[] {
  return people.map(({ name, group }, place) => {
    const namesakes = people.filter((other) => other.name === name);
    if (namesakes.length === 1) return name;
    const alike = namesakes.filter((other) => other.group === group);
    const before = people.slice(0, place).filter((other) => other.name === name && other.group === group);
    const order = alike.length === 1 ? "" : `同名之${before.length + 1}`;
    const marks = [group, order].filter((mark) => mark !== "");
    return marks.length === 0 ? name : `${name}（${marks.join("，")}）`;
  });
}

/** How many may be chosen, by the rule: refused before anybody is asked to vote. */
export function seatsFit({ selection }: RuleVersion, seats: number): boolean {
  if (selection === null) return false;
  return (
    seats >= selection.leastSeats &&
    (selection.mostSeats === null || seats <= selection.mostSeats) &&
    !(selection.odd && seats % 2 === 0)
  );
}
