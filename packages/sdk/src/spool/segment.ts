import { readdirSync } from "node:fs";
import { join } from "node:path";

const pattern = /^([0-9a-f]{8})\.seg$/;

/** Path of a segment file. */
export const segmentPath = (directory: string, segment: number): string =>
  join(directory, `${segment.toString(16).padStart(8, "0")}.seg`);

/** Numbers of the segments in a spool directory, oldest first. */
export const listSegments = (directory: string): number[] =>
  readdirSync(directory)
    .map((name) => pattern.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map((digits) => Number.parseInt(digits, 16))
    .toSorted((a, b) => a - b);
