// The program the fault tests start and kill: `node launcher.ts DATA_DIR`. One JSON line an event on stdout:
// {event: "ready", …}, {event: "refused", code, message}, {event: "progress", line}, {event: "stopped"}.
// Ends in order on SIGINT or SIGTERM, or when its standard input ends.
import { startEmbeddedPostgres } from "../embedded.ts";
import { StartRefusal } from "../start-refusal.ts";

const [dataDir = ""] = process.argv.slice(2);

function tell(event: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

try {
  const begun = performance.now();
  const running = await startEmbeddedPostgres({
    dataDir,
    durable: process.env["GONGZHI_TRIAL_DURABLE"] !== "no",
    progress: (line) => tell({ event: "progress", line }),
  });
  const { connection, adopted, version } = running;
  tell({ event: "ready", connection, adopted, version, tookMs: performance.now() - begun });
  const holding = setInterval(() => undefined, 60_000);
  const end = async (): Promise<void> => {
    await running.stop();
    tell({ event: "stopped" });
    clearInterval(holding);
    process.stdin.destroy();
  };
  process.on("SIGINT", () => void end());
  process.on("SIGTERM", () => void end());
  process.stdin.on("end", () => void end()).resume(); // the test that started us has died
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error;
  tell({ event: "refused", code: error.code, message: error.message });
  process.exitCode = 1;
}
