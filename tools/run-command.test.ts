import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCommand } from "./run-command.ts";

describe("runCommand", () => {
  it("gives exit code and output, and puts our own programs first on the path", async () => {
    const run = await runCommand("node", ["-e", "console.log(process.version); console.error('x'); process.exit(3)"], {
      timeoutMs: 20_000,
    });
    expect(run.code).toBe(3);
    expect(run.output).toContain("v24.");
    expect(run.output).toContain("x");
    expect(run.timedOut).toBe(false);
  });

  it("stops a program and its children at the time limit", async () => {
    const run = await runCommand("sh", ["-c", "sleep 60 & echo $!; wait"], { timeoutMs: 300 });
    expect(run.timedOut).toBe(true);
    expect(run.code).not.toBe(0);
    await expect.poll(() => isRunning(run.output.trim())).toBe(false);
  });

  it("does not wait for a daemon that keeps the output open", async () => {
    const run = await runCommand("sh", ["-c", "setsid sleep 20 & exit 0"], { timeoutMs: 15_000 });
    expect(run).toMatchObject({ code: 0, timedOut: false });
  });

  it("says when there is no such program", async () => {
    const run = await runCommand("no-such-program-here", [], { timeoutMs: 5_000 });
    expect(run.code).toBe(127);
    expect(run.output).toContain("no-such-program-here");
  });
});

/** A killed process nobody has reaped yet is a zombie: it runs no more. */
function isRunning(pid: string): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !readFileSync(file, "utf8").includes(") Z ");
}
