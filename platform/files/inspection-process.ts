import { createReadStream } from "node:fs";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { eicarWatch } from "./eicar.ts";
import { cleanImage } from "./inspect-image.ts";
import { inspectOffice } from "./inspect-office.ts";
import { inspectPdf } from "./inspect-pdf.ts";
import { inspectText } from "./inspect-text.ts";
import { inspectXml } from "./inspect-xml.ts";
import type { FromInspection, InspectionTask } from "./inspector.ts";
import { isImageKind } from "./kinds.ts";

/** The process in which uploads are opened: a file that eats memory or time takes this one down, not the server. */
process.on("message", (task: InspectionTask) => {
  void answer(task).then((result) => process.send?.(result));
});
// The server is gone: nobody waits for an answer any more.
process.on("disconnect", () => process.exit());
process.send?.({ ready: true } satisfies FromInspection);

async function answer(task: InspectionTask): Promise<FromInspection> {
  try {
    const outcome = await inspect(task);
    return isRefusal(outcome) ? { refusal: outcome } : { inspected: outcome ?? {} };
  } catch (fault) {
    // The fault's text may hold parts of the file: only its name goes out.
    return { fault: fault instanceof Error ? fault.name : "unknown" };
  }
}

async function inspect(task: InspectionTask): Promise<Refusal | { readonly width: number; readonly height: number } | undefined> {
  const { path, kind } = task;
  const infected = eicarWatch();
  for await (const piece of createReadStream(path)) if (infected(piece as Buffer)) return refuse("invalid", "file-infected");
  if (isImageKind(kind)) return cleanImage(path, kind, task.imagePath, task.thumbnailPath);
  switch (kind) {
    case "pdf":
      return inspectPdf(path);
    case "docx":
    case "xlsx":
      return inspectOffice(path, kind);
    case "csv":
    case "text":
      return inspectText(path);
    case "bpmn":
      return inspectXml(path);
  }
}
