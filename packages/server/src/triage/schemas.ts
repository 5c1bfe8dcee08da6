import { caseStates, tracks } from "../cases/index.ts";
import { keyedPageQuery } from "../ops/page.ts";
import { looseStates, stateGroups } from "./filter.ts";
import { sorts } from "./list-alerts.ts";

const text = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\u0000-\\u001f]*$",
});
const person = { type: "string", minLength: 1, maxLength: 2000, pattern: "^[^\\u0000-\\u001f]+$" } as const;
const amount = { type: "number", minimum: 0, maximum: 90_000_000_000_000 } as const;
const place = { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;

/** What a filter of alerts is made of, in addresses and in bodies. */
export const filterProperties: Readonly<Record<string, object>> = {
  state: {
    enum: [...Object.keys(stateGroups), "all", ...looseStates, ...caseStates],
    description: "A state, or a group of them; default: open",
  },
  level: { type: "integer", minimum: 1, maximum: 3, description: "Risk level, 1 highest" },
  track: { enum: tracks },
  risk: { type: "number", minimum: 0, maximum: 100, description: "Least score" },
  domain: { ...text(50), description: "First part of the rule's id" },
  model: text(200),
  rule: text(200),
  source: text(500),
  unit: { ...text(200), description: "Where it happened or who is responsible, with all units under it" },
  person: { ...person, description: "Key of the official" },
  counterparty: person,
  case: text(500),
  minAmount: { ...amount, description: "In the major unit of the currency" },
  maxAmount: amount,
  currency: { type: "string", pattern: "^[A-Z]{3}$", description: "Default: the server's" },
  label: {
    enum: ["confirmed", "dismissed"],
    description: "What people found last; confirmed: partly as well",
  },
  mine: { type: "boolean" },
  handler: text(100),
  unassigned: { type: "boolean" },
  overdue: { type: "boolean" },
  from: { type: "string", format: "date-time", maxLength: 40, description: "Opened from then on" },
  to: { type: "string", format: "date-time", maxLength: 40, description: "Opened before then" },
  q: { ...text(200), description: "Words that are all in what it is called or whom it names; at most five" },
};

/** Up to which place in the log lines are looked at. */
export const asOfProperty: Readonly<Record<string, object>> = {
  asOf: { ...place, description: "Only what was opened up to this place in the log; from an answer before" },
};

/** Which part of the list. */
export const windowProperties: Readonly<Record<string, object>> = {
  ...asOfProperty,
  sort: { enum: sorts, default: "time", description: "Newest, gravest, or due first" },
  limit: { type: "integer", minimum: 1, maximum: 200, default: 50 },
  cursor: keyedPageQuery.cursor,
  offset: { ...place, maximum: 10_000_000, description: "Instead of a cursor: from this place on, from 0" },
};

const alerts = { type: "array", items: text(500), maxItems: 1000 } as const;

/** Which alerts an act is about. */
export const choiceProperties: Readonly<Record<string, object>> = {
  filter: { type: "object", properties: filterProperties, additionalProperties: false },
  asOf: { ...place, description: "What was opened up to this place in the log" },
  except: { ...alerts, description: "Not these" },
  only: { ...alerts, description: "Of what is found these alone" },
};
