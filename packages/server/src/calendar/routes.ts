import { type LocalizedText, ProbityError, type WorkingTime } from "@probity/contracts";
import { dayNumber, type WorkCalendar } from "@probity/engine/calendar";
import { parseInstant } from "@probity/engine";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { calendarAnswer, calendarsAnswer, dueAnswer, editAnswer, importAnswer } from "./answers.ts";
import { changeCalendar } from "./change.ts";
import type { EditResult } from "./edit.ts";
import { writeCsv, writeIcs } from "./files/write.ts";
import { type DayImport, importDays } from "./import-days.ts";
import {
  byDay,
  byId,
  byYear,
  dayBody,
  definitionBody,
  dueQuery,
  fileQuery,
  importBody,
  showQuery,
  yearBody,
} from "./route-schemas.ts";
import { readChain, type StoredKind } from "./stored-calendar.ts";
import { daysIn, listCalendars, showCalendar } from "./view.ts";

interface ById {
  readonly Params: { readonly id: string };
}

interface DueQuery {
  readonly from: string;
  readonly workingDays: number;
  readonly rollForward: boolean;
}

const describe = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});

/** `/ops/calendars`: which days count (CA-2). Changes are logged (LO-7), and what was counted by them is counted again. */
export function registerCalendars(app: FastifyInstance, context: Context): void {
  registerReading(app, context);
  registerDays(app, context);
  app.put<ById & { Body: DefinitionBody }>(
    "/calendars/:id",
    {
      config: { access: "calendar.write" },
      schema: describe("putCalendar", "Add a calendar, or say anew what it is", {
        params: byId,
        body: definitionBody,
        response: { 200: editAnswer },
      }),
    },
    async ({ params: { id }, body, actor }) => {
      const { names, parent = null, timeZone = null, week = null, workingTime = null } = body;
      const definition = { names, parent, timeZone, week, workingTime };
      return told(id, await changeCalendar(context, { id, definition }, { by: actor.id }));
    },
  );
  app.post<ById & { Body: DayImport }>(
    "/calendars/:id/import",
    {
      config: { access: "calendar.write" },
      schema: describe("importCalendarDays", "Take the days of a CSV or iCalendar file over, all or none", {
        params: byId,
        body: importBody,
        response: { 200: importAnswer },
      }),
    },
    async ({ params: { id }, body, actor }) => await importDays(context, id, body, actor.id),
  );
}

interface DefinitionBody {
  readonly names: LocalizedText;
  readonly parent?: string;
  readonly timeZone?: string;
  readonly week?: readonly number[];
  readonly workingTime?: WorkingTime;
}

const told = (id: string, { version, isChanged, days, years }: EditResult): object => ({
  id,
  version,
  changed: isChanged,
  days,
  years,
});

function registerReading(app: FastifyInstance, { store, clock, calendars }: Context): void {
  app.get(
    "/calendars",
    {
      config: { access: "calendar.read" },
      schema: describe("listCalendars", "List the calendars of working days", {
        response: { 200: calendarsAnswer },
      }),
    },
    async () => ({
      calendars: await listCalendars(store.db),
    }),
  );
  app.get<ById & { Querystring: { year?: number } }>(
    "/calendars/:id",
    {
      config: { access: "calendar.read" },
      schema: describe("getCalendar", "One calendar with the days that are not as its week has them", {
        params: byId,
        querystring: showQuery,
        response: { 200: calendarAnswer },
      }),
    },
    async ({ params: { id }, query: { year } }) => await showCalendar(store.db, id, year),
  );
  app.get<ById & { Querystring: { year?: number; format: "csv" | "ics" } }>(
    "/calendars/:id/file",
    {
      config: { access: "calendar.read" },
      schema: describe("exportCalendarDays", "The days of a calendar as a CSV or iCalendar file", {
        params: byId,
        querystring: fileQuery,
      }),
    },
    async ({ params: { id }, query: { year, format } }, reply) => {
      const days = daysIn(await readChain(store.db, id), year);
      const name = `${id}${year === undefined ? "" : `-${year}`}.${format}`;
      return await reply
        .type(`text/${format === "csv" ? "csv" : "calendar"}; charset=utf-8`)
        .header("content-disposition", `attachment; filename="${name}"`)
        .send(format === "csv" ? writeCsv(days) : writeIcs(id, days, new Date(clock())));
    },
  );
  app.get<ById & { Querystring: DueQuery }>(
    "/calendars/:id/due",
    {
      config: { access: "calendar.read" },
      schema: describe("countWorkingDays", "Count working days from a day, or back from it", {
        params: byId,
        querystring: dueQuery,
        response: { 200: dueAnswer },
      }),
    },
    async ({ params: { id }, query }) => countedFrom(await calendars.load(id), query),
  );
}

function registerDays(app: FastifyInstance, context: Context): void {
  app.put<{ Params: { id: string; date: string }; Body: DayBody }>(
    "/calendars/:id/days/:date",
    {
      config: { access: "calendar.write" },
      schema: describe("putCalendarDay", "Say what one day is", {
        params: byDay,
        body: dayBody,
        response: { 200: editAnswer },
      }),
    },
    async ({ params: { id, date }, body: { kind, names, source }, actor }) => {
      if (dayNumber(date) === undefined) throw new ProbityError("PROBITY_E_CALENDAR", `${date} is no date`);
      const edit = { id, days: [{ date, kind, names, source }] };
      return told(id, await changeCalendar(context, edit, { by: actor.id, source }));
    },
  );
  app.put<{ Params: { id: string; year: number }; Body: { announced: boolean; source: string } }>(
    "/calendars/:id/years/:year",
    {
      config: { access: "calendar.write" },
      schema: describe("putCalendarYear", "Say whether the days of a year are announced", {
        params: byYear,
        body: yearBody,
        response: { 200: editAnswer },
      }),
    },
    async ({ params: { id, year }, body: { announced, source }, actor }) => {
      const edit = { id, years: [{ year, announced, source }] };
      return told(id, await changeCalendar(context, edit, { by: actor.id, source }));
    },
  );
}

interface DayBody {
  readonly kind: StoredKind;
  readonly names?: LocalizedText;
  readonly source: string;
}

function countedFrom(calendar: WorkCalendar, { from, workingDays, rollForward }: DueQuery): object {
  const at = dayNumber(from) === undefined ? parseInstant(from)?.ms : calendar.endOf(from)?.at;
  const counted = at === undefined ? undefined : calendar.addWorkingDays(at, workingDays, { rollForward });
  if (at === undefined || counted === undefined)
    throw new ProbityError(
      "PROBITY_E_CALENDAR",
      `${from} is no day, and no instant that can be counted from`,
    );
  return {
    calendar: calendar.id,
    version: calendar.version,
    from: calendar.dayOf(at),
    workingDays,
    day: counted.day,
    at: new Date(counted.at).toISOString(),
    provisional: counted.unannounced.length > 0,
    unannounced: counted.unannounced,
  };
}
