import type { Sample } from "./samples.ts";

export type Question = {
  readonly name: string;
  readonly as: "clerk" | "visitor";
  readonly path: (sample: Sample) => string;
  /** Asked of the township of many as well. */
  readonly big?: true;
};

function query(name: string, as: Question["as"], more: (sample: Sample) => string = () => "", big?: true): Question {
  const path = (sample: Sample) => `/api/v1/t/${sample.slug}/${name}${more(sample)}`;
  return { name: `${name.slice(name.indexOf("/") + 1)} (${as})`, as, path, ...(big === undefined ? {} : { big }) };
}

function page(name: string, as: Question["as"], more: (sample: Sample) => string, big?: true): Question {
  const path = (sample: Sample) => `/t/${sample.slug}${more(sample)}`;
  return { name: `page: ${name}`, as, path, ...(big === undefined ? {} : { big }) };
}

const q = (value: string) => encodeURIComponent(value);

/** What people ask of a township on a day of work: by the API, then as pages. */
export const QUESTIONS: readonly Question[] = [
  query("register/list-persons", "clerk", undefined, true),
  { ...query("register/list-persons", "clerk", ({ phone }) => `?q=${q(phone)}`, true), name: "list-persons by number (clerk)" },
  query("register/read-person", "clerk", ({ person }) => `?id=${person}`, true),
  query("register/list-households", "clerk", undefined, true),
  query("rolls/list-rolls", "visitor", undefined, true),
  query("meetings/list-meetings", "visitor", undefined, true),
  query("meetings/read-meeting", "visitor", ({ held }) => `?id=${held}`, true),
  query("meetings/read-attendance", "clerk", ({ open }) => `?id=${open}`),
  query("resolutions/list-proposals", "visitor"),
  query("resolutions/read-proposal", "visitor", ({ proposal }) => `?number=${proposal}`),
  query("disclosure/list-disclosures", "visitor", undefined, true),
  {
    ...query("disclosure/list-disclosures", "visitor", () => `?q=${q("会议")}`, true),
    name: "list-disclosures, a search (visitor)",
  },
  query("disclosure/list-overdue", "visitor", undefined, true),
  query("projects/list-projects", "visitor"),
  query("projects/read-project", "visitor", ({ project }) => `?number=${project}`),
  query("supervision/list-matters", "visitor"),
  query("supervision/read-desk", "clerk"),
  query("record/list-entries", "visitor", undefined, true),
  query("record/read-entry", "visitor", ({ entry }) => `?index=${entry}`, true),
  query("accounts/list-tenants", "visitor"),
  { name: "log: checkpoint", as: "visitor", path: ({ slug }) => `/t/${slug}/log/checkpoint` },
  { name: "page: front, the tenants", as: "visitor", path: () => "/" },
  page("portal", "visitor", () => "", true),
  page("portal, clerk", "clerk", () => ""),
  page("sign-in", "visitor", () => "/accounts/sign-in"),
  page("register", "clerk", () => "/register", true),
  page("register, by number", "clerk", ({ phone }) => `/register?q=${q(phone)}`),
  page("person", "clerk", ({ person }) => `/register/persons/${person}`),
  page("meetings", "visitor", () => "/meetings", true),
  page("meeting with its result", "visitor", ({ held }) => `/meetings/${held}`),
  page("meeting of all villagers", "visitor", ({ assembly }) => `/meetings/${assembly}`, true),
  page("notice of a meeting", "visitor", ({ called }) => `/meetings/${called}/notice`),
  page("hall screen", "visitor", ({ open }) => `/meetings/${open}/hall`),
  page("calendar", "visitor", () => "/meetings/calendar.ics", true),
  page("roll", "visitor", ({ roll }) => `/rolls/${roll}`),
  page("resolutions", "visitor", () => "/resolutions"),
  page("matter", "visitor", ({ proposal }) => `/resolutions/${proposal}`),
  page("disclosure", "visitor", () => "/disclosure"),
  page("overdue", "visitor", () => "/disclosure/overdue", true),
  page("projects", "visitor", () => "/projects"),
  page("project", "visitor", ({ project }) => `/projects/${project}`),
  page("supervision", "visitor", () => "/supervision"),
  page("supervision desk", "clerk", () => "/supervision/desk"),
  page("record", "visitor", () => "/record", true),
  page("entry of the record with its proof", "visitor", ({ entry }) => `/record/${entry}`),
];
