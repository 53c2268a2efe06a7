import { parseCronItem } from "graphile-worker";

/** A minute's parts, as cron compares them. */
type Digest = {
  readonly min: number;
  readonly hour: number;
  readonly date: number;
  readonly month: number;
  readonly dow: number;
};

/** China's one legal time: UTC+8 all year. */
const OFFSET_HOURS = 8;

/**
 * Cron in legal time: graphile-worker asks about minutes of UTC. @param cron `30 2 * * *`
 * @throws where that is no cron line
 */
export function matchLegalTime(cron: string, nowMs: () => number): (utc: Digest) => boolean {
  const { match } = parseCronItem({ task: "legal-time", match: cron });
  return (utc) => match(toLegalTime(utc, nowMs()));
}

/** The digest names no year: it is a minute near now, so the year that brings it nearest is meant. */
export function toLegalTime({ min, hour, date, month }: Digest, nowMs: number): Digest {
  const year = new Date(nowMs).getUTCFullYear();
  const minutes = [year - 1, year, year + 1].map((one) => Date.UTC(one, month - 1, date, hour + OFFSET_HOURS, min));
  const nearest = minutes.reduce((best, one) => (Math.abs(one - nowMs) < Math.abs(best - nowMs) ? one : best));
  const legal = new Date(nearest);
  return {
    min: legal.getUTCMinutes(),
    hour: legal.getUTCHours(),
    date: legal.getUTCDate(),
    month: legal.getUTCMonth() + 1,
    dow: legal.getUTCDay(),
  };
}
