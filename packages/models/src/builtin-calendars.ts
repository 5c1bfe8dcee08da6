import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CalendarData } from "@probity/contracts";
import { validateCalendar } from "@probity/contracts/validators";
import { compileCalendar, type WorkCalendar } from "@probity/engine/calendar";
import { readYamlFile } from "./read-yaml-file.ts";

const dir = fileURLToPath(new URL("../calendars/", import.meta.url));

let loaded: readonly CalendarData[] | undefined;

/**
 * The calendars of working days that come with the package, by id: `CN`, with the years whose days the State Council had
 * announced. Read and validated on the first call.
 */
export function builtinCalendars(): readonly CalendarData[] {
  loaded ??= readdirSync(dir)
    .toSorted()
    // The validator is compiled from the schema behind this type.
    .map((file) => readYamlFile(join(dir, file), validateCalendar).value as CalendarData);
  return loaded;
}

/** Id of the calendar by which working days are counted where nothing else is set. */
export const defaultCalendarId = "CN";

let counting: WorkCalendar | undefined;

/** The default calendar as it comes with the package: worked cases are counted by it. */
export function caseCalendar(): WorkCalendar {
  if (counting !== undefined) return counting;
  const data = builtinCalendars().find(({ id }) => id === defaultCalendarId);
  if (data === undefined) throw new Error(`the package has no calendar ${defaultCalendarId}`);
  counting = compileCalendar(data);
  return counting;
}
