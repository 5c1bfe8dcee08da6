const line = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\u0000-\\u001f]+$",
});
const names = {
  type: "object",
  properties: { "zh-CN": line(200), en: line(200) },
  required: ["zh-CN", "en"],
  additionalProperties: false,
} as const;
const year = { type: "integer", minimum: 1900, maximum: 2200 } as const;
const id = { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$" } as const;
const time = { type: "string", pattern: "^([01][0-9]|2[0-4]):[0-5][0-9]$" } as const;

const params = (more: object = {}): object => ({
  type: "object",
  properties: { id, ...more },
  required: ["id", ...Object.keys(more)],
});

/** Schemas of the routes of calendars. */
export const byId: object = params();
export const byDay: object = params({
  date: { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
});
export const byYear: object = params({ year });

export const showQuery: object = {
  type: "object",
  properties: { year },
  additionalProperties: false,
};

export const fileQuery: object = {
  type: "object",
  properties: { year, format: { type: "string", enum: ["csv", "ics"], default: "csv" } },
  additionalProperties: false,
};

export const dueQuery: object = {
  type: "object",
  properties: {
    from: { ...line(40), description: "A day, or an instant (RFC 3339)" },
    workingDays: { type: "integer", minimum: -3660, maximum: 3660 },
    rollForward: { type: "boolean", default: false },
  },
  required: ["from", "workingDays"],
  additionalProperties: false,
};

export const definitionBody: object = {
  type: "object",
  properties: {
    names,
    parent: { ...id, description: "What it does not say itself it has from this one" },
    timeZone: line(60),
    week: {
      type: "array",
      minItems: 1,
      maxItems: 7,
      uniqueItems: true,
      items: { type: "integer", minimum: 1, maximum: 7 },
      description: "Weekdays on which people work; Monday is 1",
    },
    workingTime: {
      type: "array",
      minItems: 1,
      maxItems: 4,
      items: {
        type: "object",
        properties: { from: time, to: time },
        required: ["from", "to"],
        additionalProperties: false,
      },
    },
  },
  required: ["names"],
  additionalProperties: false,
};

export const dayBody: object = {
  type: "object",
  properties: {
    kind: {
      type: "string",
      enum: ["holiday", "workday", "regular", "inherited"],
      description: "regular: as the week has it; inherited: as the parent has it",
    },
    names,
    source: line(500),
  },
  required: ["kind", "source"],
  additionalProperties: false,
};

export const yearBody: object = {
  type: "object",
  properties: { announced: { type: "boolean" }, source: line(500) },
  required: ["announced", "source"],
  additionalProperties: false,
};

export const importBody: object = {
  type: "object",
  properties: {
    format: { type: "string", enum: ["csv", "ics"] },
    text: { type: "string", minLength: 1, maxLength: 500_000, pattern: "^[^\\u0000]*$" },
    kind: { type: "string", enum: ["holiday", "workday"] },
    announces: { type: "array", maxItems: 10, uniqueItems: true, items: year },
    source: line(500),
    dryRun: { type: "boolean", default: false },
  },
  required: ["format", "text"],
  additionalProperties: false,
};
