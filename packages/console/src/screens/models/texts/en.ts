import type { SameKeys } from "../../../i18n/resources.ts";
import type { texts as chinese } from "./zh-CN.ts";

/** Texts of the warehouse, and the words that all screens of models share. */
export const texts: SameKeys<typeof chinese> = {
  title: "Model warehouse",
  more: "Show more",
  library: "Shipped with the product",
  empty: {
    title: "No model fits these filters",
    text: "Loosen the filters, or look for another word.",
    all: "Show all",
  },
  filters: {
    search: "Search",
    searchHint: "Id or name",
    domain: "Domain",
    state: "State",
    data: "Data",
    every: "All",
    judged: "Recently judged",
    silent: "No recent data",
    table: "Table",
  },
  states: {
    draft: "Draft",
    shadow: "In shadow",
    review: "In review",
    active: "In force",
    superseded: "Superseded",
    retired: "Retired",
  },
  card: {
    about: "Rules: {{rules}}; kinds of events judged: {{points}}",
    silent_one: "Nothing to judge arrived in the last day",
    silent_other: "Nothing to judge arrived in the last {{count}} days",
  },
  numbers: {
    label_one: "Last day",
    label_other: "Last {{count}} days",
    hits: "Hits",
    evaluated: "Judged",
    lacking: "Data missing",
    overridden: "Gone past",
  },
  columns: { model: "Model", version: "Version", state: "State", rules: "Rules", changed: "Last change" },
};
