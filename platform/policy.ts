import { sql, type Expression, type SqlBool } from "kysely";
import { isWithin, organizationsOf, type Actor, type ActorPost } from "./actor.ts";

/**
 * One predicate in two forms: `can` decides about one row in memory, `where` the same in SQL for lists, counts, search and
 * exports. Rows carry their columns' names. Policies are built from the few terms below, and a property test proves the two
 * forms of each equal on random actors and rows, so a capability cannot write one that differs from the other. `where` stands in a WHERE,
 * where unknown is no: a bare comparison, which an index can answer.
 */
export type Row = Readonly<Record<string, unknown>>;

export type Policy = {
  /** One line for the printed permission table. */
  readonly says: string;
  /** Nobody passes it but by a post: what it opens is done in office. */
  readonly inOffice?: boolean;
  can(actor: Actor, row: Row): boolean;
  /** `alias` is the table's alias in the query; columns are looked up in it. */
  where(actor: Actor, alias?: string): Expression<SqlBool>;
};

const YES = sql<SqlBool>`true`;
const NO = sql<SqlBool>`false`;

export const everyone: Policy = { says: "everyone", can: () => true, where: () => YES };

export const signedIn: Policy = {
  says: "whoever is signed in",
  can: (actor) => actor.kind !== "visitor",
  where: (actor) => (actor.kind === "visitor" ? NO : YES),
};

/** The row's person is the actor. */
export function self(column: string): Policy {
  return {
    says: `the person in ${column}`,
    can: (actor, row) => actor.personId !== undefined && row[column] === actor.personId,
    where: (actor, alias) =>
      actor.personId === undefined ? NO : sql<SqlBool>`${reference(column, alias)} = ${actor.personId}::uuid`,
  };
}

/** Whoever holds the receipt code whose hash the row keeps. */
export function holder(column: string): Policy {
  return {
    says: `whoever holds the receipt code of ${column}`,
    can: (actor, row) => actor.holderKey !== undefined && row[column] === actor.holderKey,
    where: (actor, alias) =>
      actor.holderKey === undefined ? NO : sql<SqlBool>`${reference(column, alias)} = ${actor.holderKey}`,
  };
}

/** The row's flag is set: a text released to the public. */
export function isTrue(column: string): Policy {
  return {
    says: `where ${column}`,
    can: (_, row) => row[column] === true,
    where: (_, alias) => sql<SqlBool>`${reference(column, alias)}`,
  };
}

export type PostTerm = {
  readonly duty: string;
  /** Column with the row's division path: one of the post's areas must hold it. */
  readonly area?: string;
  /** Column with an organization's id: the post must be in it. */
  readonly organization?: string;
  /** Column with an array of organizations: the post must be in one of them. */
  readonly anyOrganization?: string;
};

/** Somebody whose post in force carries a duty, within its area, within its organization. */
export function byPost(term: PostTerm): Policy {
  return {
    says: describePost(term),
    inOffice: true,
    can: (actor, row) => postsFor(actor, term).some((post) => postCovers(post, term, row)),
    where: (actor, alias) => postsWhere(actor, term, alias),
  };
}

function describePost(term: PostTerm): string {
  const limits = [
    term.area === undefined ? "" : "in its area",
    term.organization === undefined ? "" : `of ${term.organization}`,
    term.anyOrganization === undefined ? "" : `of one of ${term.anyOrganization}`,
  ].filter(Boolean);
  return [`a post with ${term.duty}`, ...limits].join(" ");
}

function postsFor(actor: Actor, term: PostTerm): readonly ActorPost[] {
  return actor.posts.filter((post) => post.duties.includes(term.duty));
}

function postCovers(post: ActorPost, term: PostTerm, row: Row): boolean {
  if (term.organization !== undefined && row[term.organization] !== post.organizationId) return false;
  if (term.anyOrganization !== undefined) {
    const organizations = row[term.anyOrganization];
    if (!Array.isArray(organizations) || !organizations.includes(post.organizationId)) return false;
  }
  if (term.area === undefined) return true;
  const path = row[term.area];
  return typeof path === "string" && post.areas.some((area) => isWithin(path, area));
}

function postsWhere(actor: Actor, term: PostTerm, alias?: string): Expression<SqlBool> {
  const posts = postsFor(actor, term).map((post) => {
    const withinArea =
      term.area === undefined
        ? YES
        : sql<SqlBool>`coalesce(${reference(term.area, alias)} <@ ${`{${post.areas.join(",")}}`}::ltree[], false)`;
    const inUnit =
      term.organization === undefined
        ? YES
        : sql<SqlBool>`coalesce(${reference(term.organization, alias)} = ${post.organizationId}::uuid, false)`;
    const inAnyUnit =
      term.anyOrganization === undefined
        ? YES
        : sql<SqlBool>`coalesce(${post.organizationId}::uuid = any(${reference(term.anyOrganization, alias)}), false)`;
    return sql<SqlBool>`(${withinArea} and ${inUnit} and ${inAnyUnit})`;
  });
  return posts.length === 0 ? NO : sql<SqlBool>`(${sql.join(posts, sql` or `)})`;
}

export type TaskTerm = {
  /** Column with the duty the row asks for. */
  readonly duty: string;
  /** Column with the row's division path: one of the post's areas must hold it. */
  readonly area: string;
  /** Column with the organization whose posts alone may do it; where it is null, those of any. */
  readonly organization: string;
};

/** Somebody whose post in force carries the duty the row itself names: tasks of every procedure, whatever duty each asks for. */
export function byRowsDuty(term: TaskTerm): Policy {
  return {
    says: `a post with the duty in ${term.duty}, in its area, of ${term.organization} where one is named`,
    inOffice: true,
    can: (actor, row) => actor.posts.some((post) => postDoes(post, term, row)),
    where: (actor, alias) => {
      const able = actor.posts.filter((post) => post.duties.length > 0);
      const posts = able.map(
        (post) => sql<SqlBool>`(${reference(term.duty, alias)} = any(${[...post.duties]}::text[])
          and ${reference(term.area, alias)} <@ ${`{${post.areas.join(",")}}`}::ltree[]
          and (${reference(term.organization, alias)} is null or ${reference(term.organization, alias)} = ${post.organizationId}::uuid))`,
      );
      return posts.length === 0 ? NO : sql<SqlBool>`(${sql.join(posts, sql` or `)})`;
    },
  };
}

/** Does this post carry the duty of the row, cover its area, and belong to its organization? */
function postDoes(post: ActorPost, term: TaskTerm, row: Row): boolean {
  const [duty, area, organization] = [row[term.duty], row[term.area], row[term.organization]];
  if (typeof duty !== "string" || !post.duties.includes(duty)) return false;
  if (organization !== null && organization !== post.organizationId) return false;
  return typeof area === "string" && post.areas.some((held) => isWithin(area, held));
}

export function anyOf(...policies: readonly Policy[]): Policy {
  return {
    says: policies.map((policy) => policy.says).join("; or "),
    inOffice: policies.every((policy) => policy.inOffice === true),
    can: (actor, row) => policies.some((policy) => policy.can(actor, row)),
    where: (actor, alias) =>
      sql<SqlBool>`(${sql.join(
        policies.map((policy) => policy.where(actor, alias)),
        sql` or `,
      )})`,
  };
}

/** All of them at once: a duty, and only where the row is of a sort. */
export function allOf(...policies: readonly Policy[]): Policy {
  return {
    says: policies.map((policy) => policy.says).join(", "),
    inOffice: policies.some((policy) => policy.inOffice === true),
    can: (actor, row) => policies.every((policy) => policy.can(actor, row)),
    where: (actor, alias) =>
      sql<SqlBool>`(${sql.join(
        policies.map((policy) => policy.where(actor, alias)),
        sql` and `,
      )})`,
  };
}

/** Whoever is none of those the row's column names: neither the person nor any body they have a post in. */
export function keptFrom(column: string): Policy {
  return {
    says: `nobody in ${column}`,
    can: (actor, row) => {
      const barred = row[column];
      return !Array.isArray(barred) || !partiesOf(actor).some((party) => barred.includes(party));
    },
    where: (actor, alias) => {
      const parties = partiesOf(actor);
      return parties.length === 0
        ? YES
        : sql<SqlBool>`not coalesce(${reference(column, alias)} && ${[...parties]}::uuid[], false)`;
    },
  };
}

function partiesOf(actor: Actor): readonly string[] {
  return [...(actor.personId === undefined ? [] : [actor.personId]), ...organizationsOf(actor)];
}

/** The row's column holds this word. */
export function is(column: string, value: string): Policy {
  return {
    says: `where ${column} is ${value}`,
    can: (_, row) => row[column] === value,
    where: (_, alias) => sql<SqlBool>`coalesce(${reference(column, alias)} = ${value}, false)`,
  };
}

function reference(column: string, alias?: string) {
  return sql.ref(alias === undefined ? column : `${alias}.${column}`);
}

/** Any post in force whose area holds the row: for what has no personal text. */
export function inArea(column: string): Policy {
  return {
    says: `a post whose area holds ${column}`,
    inOffice: true,
    can: (actor, row) => {
      const path = row[column];
      return typeof path === "string" && actor.posts.some((post) => post.areas.some((area) => isWithin(path, area)));
    },
    where: (actor, alias) => {
      const areas = actor.posts.flatMap((post) => post.areas);
      return areas.length === 0
        ? NO
        : sql<SqlBool>`coalesce(${reference(column, alias)} <@ ${`{${areas.join(",")}}`}::ltree[], false)`;
    },
  };
}
