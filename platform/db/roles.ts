import { randomBytes } from "node:crypto";
import type { ClientBase } from "pg";
import type { PrivacyDomain } from "./database.ts";

/** A privacy domain's login, or that of the job queue, which sees its own schema and no row of ours. */
export type Login = PrivacyDomain | "jobs";

/**
 * Group roles hold the grants (the migrations name them); each database has login roles of its own that are members.
 * None owns anything, none may bypass row-level security, and none may connect to another deployment's database.
 */
export const GROUP_ROLE: Readonly<Record<Login, string>> = {
  main: "gongzhi_main",
  sealed: "gongzhi_sealed",
  party: "gongzhi_party",
  ballots: "gongzhi_ballots",
  subject: "gongzhi_subject",
  sweeper: "gongzhi_sweeper",
  jobs: "gongzhi_jobs",
};
const LOGINS = Object.keys(GROUP_ROLE) as readonly Login[];

export type RolePasswords = Readonly<Record<Login, string>>;

export function makeRolePasswords(): RolePasswords {
  const made = LOGINS.map((domain) => [domain, randomBytes(24).toString("base64url")] as const);
  return Object.fromEntries(made) as Record<Login, string>;
}

export function loginRole(database: string, domain: Login): string {
  return `${database}_login_${domain}`;
}

/** Makes the roles where they are missing; safe to run at every start, and by two starts at once. */
export async function ensureRoles(admin: ClientBase, database: string, passwords: RolePasswords): Promise<void> {
  for (const domain of LOGINS) {
    const login = loginRole(database, domain);
    await admin.query(createRole(GROUP_ROLE[domain], "nologin"));
    await admin.query(createRole(login, "login"));
    await admin.query(`alter role ${quoted(login)} with login inherit password ${literal(passwords[domain])}`);
    await admin.query(`grant ${quoted(GROUP_ROLE[domain])} to ${quoted(login)}`);
    await admin.query(`grant connect on database ${quoted(database)} to ${quoted(login)}`);
  }
  await admin.query(`revoke connect on database ${quoted(database)} from public`);
}

function createRole(name: string, login: "login" | "nologin"): string {
  return `do $$ begin create role ${quoted(name)} ${login}; exception when duplicate_object or unique_violation then null; end $$`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
