import type { HouseRule } from "./house-rule.ts";
import { found } from "./planted.ts";

/** A migration every rule lets stand: one reference table, two tenant tables, one of them with personal data. */
export const SOUND = `
create schema appeals; -- comments with ' quotes; and semicolons
create table appeals.topic (code text primary key, name text not null);
create table appeals.appeal (
  tenant_id uuid not null,
  id uuid not null,
  topic text not null references appeals.topic (code) on delete restrict,
  number text not null,
  raised_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
alter table appeals.appeal enable row level security;
alter table appeals.appeal force row level security;
create policy appeal_tenant on appeals.appeal to gongzhi_main using (tenant_id = platform.current_tenant());
create unique index appeal_topic on appeals.appeal (tenant_id, topic, raised_at desc) where topic <> 'other';

create table appeals.appeal_personal (
  tenant_id uuid not null,
  appeal_id uuid not null,
  division_path ltree not null,
  text text not null,
  phone_cipher bytea,
  phone_index bytea,
  primary key (tenant_id, appeal_id),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id) on delete cascade,
  exclude using gist (tenant_id with =, appeal_id with =)
);
alter table appeals.appeal_personal enable row level security;
alter table appeals.appeal_personal force row level security;
create policy appeal_personal_read on appeals.appeal_personal for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ any (platform.current_areas()));
comment on column appeals.appeal_personal.text is 'personal: basis=statutory duty (PIPL 13.3); purpose=handling the appeal; retention=3 years after it is closed';
comment on column appeals.appeal_personal.phone_cipher is 'personal: basis=consent (PIPL 13.1); purpose=answering; retention=1 year';
`;

const PATH = "capabilities/appeals/store/migrations/0101-appeals.sql";
const CAPABILITIES = {
  "capabilities/appeals/index.ts": 'export const appeals = { name: "appeals", dependsOn: ["cases"] };',
  "capabilities/cases/index.ts": 'export const cases = { name: "cases", dependsOn: [] };',
};

/** What a rule says of the sound migration with something added at its end. */
export function withAdded(rule: HouseRule, sql: string): readonly string[] {
  return messages(rule, `${SOUND}${sql}`);
}

/** What a rule says of the sound migration with one piece of it exchanged. */
export function withChanged(rule: HouseRule, piece: string, by: string): readonly string[] {
  if (!SOUND.includes(piece)) throw new Error(`the planted migration has no ${piece}`);
  return messages(rule, SOUND.replace(piece, by));
}

function messages(rule: HouseRule, sql: string): readonly string[] {
  return found(rule, { ...CAPABILITIES, [PATH]: sql }).map((line) => line.replace(/^\S+ /, ""));
}
