import { parentPort, workerData } from "node:worker_threads";
import { checkSoundness, type Net } from "@gongzhi/procedure";

/** A thread of its own: it counts states for seconds, while the server answers others (`prove-draft.ts`). */
const { net, milliseconds } = workerData as { readonly net: Net; readonly milliseconds: number };
parentPort?.postMessage(checkSoundness(net, { milliseconds }), []);
