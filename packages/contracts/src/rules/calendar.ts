import type { FromSchema } from "json-schema-to-ts";

/**
 * JSON Schema of a calendar of working days: the week, and the days that are otherwise. `years` are those whose holidays
 * are announced; what is counted through another year is provisional.
 */
export const calendarSchema = {
  $id: "urn:probity:schema:calendar:1",
  type: "object",
  properties: {
    id: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$" },
    names: {
      type: "object",
      properties: {
        "zh-CN": { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]+$" },
        en: { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]+$" },
      },
      required: ["zh-CN", "en"],
      additionalProperties: false,
    },
    timeZone: { type: "string", minLength: 1, maxLength: 60 },
    // Monday is 1.
    week: {
      type: "array",
      minItems: 1,
      maxItems: 7,
      uniqueItems: true,
      items: { type: "integer", minimum: 1, maximum: 7 },
    },
    workingTime: {
      type: "array",
      minItems: 1,
      maxItems: 4,
      items: {
        type: "object",
        properties: {
          from: { type: "string", pattern: "^([01][0-9]|2[0-4]):[0-5][0-9]$" },
          to: { type: "string", pattern: "^([01][0-9]|2[0-4]):[0-5][0-9]$" },
        },
        required: ["from", "to"],
        additionalProperties: false,
      },
    },
    years: {
      type: "array",
      maxItems: 200,
      items: {
        type: "object",
        properties: {
          year: { type: "integer", minimum: 1900, maximum: 2200 },
          source: { type: "string", minLength: 1, maxLength: 500, pattern: "^[^\\u0000-\\u001f]+$" },
        },
        required: ["year", "source"],
        additionalProperties: false,
      },
    },
    days: {
      type: "array",
      maxItems: 10_000,
      items: {
        type: "object",
        properties: {
          date: { type: "string", pattern: "^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" },
          kind: { enum: ["holiday", "workday", "regular"] },
          names: {
            type: "object",
            properties: {
              "zh-CN": { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]+$" },
              en: { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]+$" },
            },
            required: ["zh-CN", "en"],
            additionalProperties: false,
          },
          source: { type: "string", minLength: 1, maxLength: 500, pattern: "^[^\\u0000-\\u001f]+$" },
        },
        required: ["date", "kind"],
        additionalProperties: false,
      },
    },
  },
  required: ["id", "names", "timeZone", "week", "workingTime", "years", "days"],
  additionalProperties: false,
} as const;

/** A calendar of working days, whole: what it has from others is in it. */
export type CalendarData = FromSchema<typeof calendarSchema>;

/** A day that is not as its week has it; `regular`: it is, whatever a calendar that this one is made from says. */
export type CalendarDay = CalendarData["days"][number];

/** When work is done on a working day, `HH:MM`, in the order of the day. */
export type WorkingTime = CalendarData["workingTime"];
