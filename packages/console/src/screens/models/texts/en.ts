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
  domains: { PROC: "Procurement", CON: "Contracts", FIN: "Payments", GEN: "General" },
  states: {
    draft: "Draft",
    shadow: "In shadow",
    review: "In review",
    active: "In force",
    superseded: "Superseded",
    retired: "Retired",
  },
  card: {
    about: "{{rules}} rules, judging at {{points}} kinds of events",
    silent: "Nothing to judge arrived in the last {{days}} days",
  },
  numbers: {
    label: "Last {{days}} days",
    hits: "Hits",
    evaluated: "Judged",
    lacking: "Data missing",
    overridden: "Gone past",
  },
  columns: { model: "Model", version: "Version", state: "State", rules: "Rules", changed: "Last change" },
};
