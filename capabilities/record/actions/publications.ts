import type { RawBuilder, SqlBool } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { legalDay } from "#platform/legal-day.ts";
import {
  emptyField,
  findPublications,
  findRecorded,
  insertPublication,
  type Content,
  type FurtherColumns,
  type Publication,
} from "../store/publications.ts";
import { dropPapers, eraseWords } from "../store/erase-words.ts";
import { appendSealed } from "./append.ts";
import type { RecordSource } from "./sources.ts";

export type Published<Kind extends string> = Publication<Kind> & {
  /** Everything of it that is public; `number`, `area` and `day` are put in. */
  readonly content: Content;
  readonly area: string;
  readonly further?: FurtherColumns;
};

type Names<Kind extends string> = Readonly<Record<Kind, { readonly name: string; readonly nameEn: string }>>;

/** In which columns of its own tables, named without their schema, a capability shows what it published in a field. */
export type OwnWords = {
  /** By field; `{}` where it shows nothing of it but what was published. A field that is not here is never erased. */
  readonly shown: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Which rows `r` of a table are about the thing of a number. */
  readonly rows: (table: string, number: string) => RawBuilder<SqlBool>;
  /** The field that lists papers, hung in `<capability>.paper`: erased, they are taken down. */
  readonly papers?: string;
  /** Where the page of a kind is not `<capability>/<number>`: the folder between the two, by kind. */
  readonly folders?: Readonly<Record<string, string>>;
};

/**
 * What a capability publishes in versions: kept in its own table `<capability>.publication`, each on the record as the kind
 * `<capability>.<kind>` under `<number>/<version>`, read on the page `<capability>/<number>`.
 * @param names of its kinds, in the order they come in
 * @param own fields that hold words people wrote, in which a name may have slipped, and where else they are shown; figures and days are
 *   never erased
 */
export function publicationsOf<Kind extends string>(capability: string, names: Names<Kind>, own: OwnWords) {
  const kinds = Object.keys(names) as Kind[];
  const sourceOf = (kind: Kind): RecordSource => ({
    ...names[kind],
    current: async ({ tx }, which) => await findRecorded(tx, capability, kind, which),
    erase: {
      fields: Object.keys(own.shown),
      run: async ({ tx }, subject, { field, words }) => {
        const number = numberOf(subject);
        await emptyField(tx, capability, kind, subject, field);
        const shown = Object.entries(own.shown[field] ?? {});
        const places = shown.map(([table, columns]) => ({
          table: `${capability}.${table}`,
          columns,
          rows: own.rows(table, number),
        }));
        await eraseWords(tx, words, places);
        if (field === own.papers) await dropPapers(tx, `${capability}.paper`, words, own.rows("paper", number));
      },
      together: (subject) => `${numberOf(subject)}/`,
    },
    page: (subject) => [capability, own.folders?.[kind], numberOf(subject)].filter(Boolean).join("/"),
  });
  return {
    /** Contributed to `record.sources`. */
    sources: Object.fromEntries(kinds.map((kind) => [`${capability}.${kind}`, sourceOf(kind)])),

    /** In the transaction of the act: on its page, and on the record as its next version of that kind. */
    async publish(context: ActionContext, { content, area, further = {}, ...made }: Published<Kind>): Promise<void> {
      const day = legalDay(context.now);
      const whole: Content = { number: made.number, area, day, ...content };
      await insertPublication(context.tx, capability, { ...made, content: whole, published_on: day }, further);
      const fields = Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, { value, shown: true }]));
      appendSealed(context, { kind: `${capability}.${made.kind}`, subject: `${made.number}/${made.version}`, fields, area });
    },

    find: async (tx: Tx, number: string) => await findPublications(tx, capability, kinds, number),
  };
}

function numberOf(subject: string): string {
  return subject.slice(0, subject.indexOf("/"));
}
