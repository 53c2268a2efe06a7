import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch } from "#ui-kit/index.ts";
import { listMeetings } from "../contract/list-meetings.ts";

/** A meeting's notice says when it begins; two hours are kept free for it. */
const DURATION = "PT2H";
/** RFC 5545 §3.1: a line has at most 75 octets; a Chinese sign has three. */
const LINE_OCTETS = 75;

/** Public meetings of a place as an iCalendar feed (RFC 5545): whoever subscribes to its address is told without an account. */
export const loader = async ({ request, params, context }: PageArgs<"tenant">) => {
  const url = new URL(request.url);
  const { coming, past } = orRefuse(await context.call(listMeetings, readSearch(request, listMeetings)));
  const name = context.viewer.tenant?.name ?? params.tenant;
  const events = [...coming, ...past].flatMap((meeting) => [
    "BEGIN:VEVENT",
    `UID:${meeting.id}@${url.hostname}`,
    `DTSTAMP:${stamp(meeting.meetsAt)}`,
    `DTSTART:${stamp(meeting.meetsAt)}`,
    `DURATION:${DURATION}`,
    `SUMMARY:${escape(meeting.title)}`,
    `LOCATION:${escape([meeting.area, meeting.place].filter(Boolean).join(" "))}`,
    `URL:${url.origin}/t/${params.tenant}/meetings/${meeting.id}`,
    `STATUS:${meeting.state === "called-off" ? "CANCELLED" : "CONFIRMED"}`,
    "END:VEVENT",
  ]);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Gongzhi//meetings//ZH",
    `X-WR-CALNAME:${escape(name)}`,
    ...events,
    "END:VCALENDAR",
  ];
  return new Response(`${lines.map(fold).join("\r\n")}\r\n`, {
    headers: { "content-type": "text/calendar; charset=utf-8", "cache-control": "private, no-cache" },
  });
};

/** `2026-12-10T07:00:00.000Z` as `20261210T070000Z`. */
function stamp(at: string): string {
  return `${at.slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, String.raw`\n`);
}

function fold(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const sign of line) {
    const size = new TextEncoder().encode(sign).length;
    if (octets + size > LINE_OCTETS) {
      parts.push(part);
      part = " ";
      octets = 1;
    }
    part += sign;
    octets += size;
  }
  return [...parts, part].join("\r\n");
}
