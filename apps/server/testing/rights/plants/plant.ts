import type { TestHouse } from "../../start-test-house.ts";
import type { TestClient } from "../../test-client.ts";

/** Who and what stands there already when a capability plants its rows. */
export type Scene = {
  readonly residentPerson: string;
  readonly neighbourPerson: string;
  readonly receiptCode: string;
  readonly holderKey: string;
  readonly resident: TestClient;
  readonly neighbour: TestClient;
  /** The unit that leads what was planted, and another one. */
  readonly leadUnit: string;
  readonly otherUnit: string;
};

/**
 * What one capability adds to the world in which everything is asked of everybody. Most need nothing: the matrix makes inputs from
 * the schemas and finds rows by foreign keys and names. Where a test says that it cannot ask an action, its answer stands here.
 */
export type Plant = {
  /** Makes the rows the demo does not hold, in the own village where there are several places; best by the capability's own actions. */
  readonly rows?: (house: TestHouse, scene: Scene) => Promise<void>;
  /** By `<capability>/<signature>.<field>`: what a field is given where the schema alone makes nothing that gets past the policy. */
  readonly samples?: Readonly<Record<string, unknown>>;
  /** By `<capability>/<signature>.<field>`, `<capability>.<field>` or `*.<field>`: the column a field names (`cases.task.id`). */
  readonly names?: Readonly<Record<string, string>>;
};
