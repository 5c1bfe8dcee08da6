import type { texts as account } from "../screens/account/texts/zh-CN.ts";
import type { texts as alert } from "../screens/alert/texts/zh-CN.ts";
import type { texts as inbox } from "../screens/inbox/texts/zh-CN.ts";
import type { texts as cases } from "../screens/cases/texts/zh-CN.ts";
import type { texts as caseFile } from "../screens/case/texts/zh-CN.ts";
import type { texts as escalations } from "../screens/escalations/texts/zh-CN.ts";
import type { texts as lists } from "../screens/lists/texts/zh-CN.ts";
import type { texts as item } from "../screens/item/texts/zh-CN.ts";
import type { texts as clues } from "../screens/clues/texts/zh-CN.ts";
import type { texts as clue } from "../screens/clue/texts/zh-CN.ts";
import type { texts as letters } from "../screens/letters/texts/zh-CN.ts";
import type { texts as letter } from "../screens/letter/texts/zh-CN.ts";
import type { texts as mine } from "../screens/mine/texts/zh-CN.ts";
import type { texts as report } from "../screens/report/texts/zh-CN.ts";
import type { texts as reports } from "../screens/reports/texts/zh-CN.ts";
import type { texts as overview } from "../screens/overview/texts/zh-CN.ts";
import type { texts as modules } from "../screens/modules/texts/zh-CN.ts";
import type { texts as audit } from "../screens/audit/texts/zh-CN.ts";
import type { texts as decisions } from "../screens/decisions/texts/zh-CN.ts";
import type { texts as risks } from "../screens/risks/texts/zh-CN.ts";
import type { texts as people } from "../screens/people/texts/zh-CN.ts";
import type { texts as entity } from "../screens/entity/texts/zh-CN.ts";
import type { texts as factory } from "../screens/factory/texts/zh-CN.ts";
import type { texts as model } from "../screens/model/texts/zh-CN.ts";
import type { texts as models } from "../screens/models/texts/zh-CN.ts";
import type { texts as indicators } from "../screens/indicators/texts/zh-CN.ts";
import type { texts as kb } from "../screens/kb/texts/zh-CN.ts";
import type { texts as settings } from "../screens/settings/texts/zh-CN.ts";
import type { texts as network } from "../network/texts/zh-CN.ts";
import type { texts as shell } from "./texts/zh-CN.ts";

/** The texts of the shell and of each screen, by namespace. The Chinese ones say which keys there are. */
interface Resources {
  shell: typeof shell;
  network: typeof network;
  account: typeof account;
  alert: typeof alert;
  inbox: typeof inbox;
  cases: typeof cases;
  case: typeof caseFile;
  letter: typeof letter;
  letters: typeof letters;
  clue: typeof clue;
  clues: typeof clues;
  item: typeof item;
  lists: typeof lists;
  escalations: typeof escalations;
  entity: typeof entity;
  people: typeof people;
  risks: typeof risks;
  decisions: typeof decisions;
  audit: typeof audit;
  mine: typeof mine;
  modules: typeof modules;
  overview: typeof overview;
  report: typeof report;
  reports: typeof reports;
  factory: typeof factory;
  model: typeof model;
  models: typeof models;
  indicators: typeof indicators;
  kb: typeof kb;
  settings: typeof settings;
}

/** A screen's name, or the shell. */
export type Namespace = keyof Resources;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shell";
    resources: Resources;
    returnNull: false;
  }
}

/**
 * Texts in another language: the same keys, other words. A text that counts is written twice where the language has a plural, as
 * `key_one` and `key_other`; that none is missing is tested.
 */
export type SameKeys<T> = {
  readonly [K in keyof T as T[K] extends string ? never : K]: SameKeys<T[K]>;
} & {
  readonly [K in keyof T & string as T[K] extends string ? K | `${K}_one` | `${K}_other` : never]?: string;
};

type Loaders = {
  readonly [N in Namespace]: Readonly<
    Record<"zh-CN" | "en", () => Promise<{ readonly texts: SameKeys<Resources[N]> }>>
  >;
};

/** Where the texts of each namespace are; each file is loaded when it is needed. */
export const textLoaders: Loaders = {
  shell: { "zh-CN": () => import("./texts/zh-CN.ts"), en: () => import("./texts/en.ts") },
  network: {
    "zh-CN": () => import("../network/texts/zh-CN.ts"),
    en: () => import("../network/texts/en.ts"),
  },
  account: {
    "zh-CN": () => import("../screens/account/texts/zh-CN.ts"),
    en: () => import("../screens/account/texts/en.ts"),
  },
  alert: {
    "zh-CN": () => import("../screens/alert/texts/zh-CN.ts"),
    en: () => import("../screens/alert/texts/en.ts"),
  },
  inbox: {
    "zh-CN": () => import("../screens/inbox/texts/zh-CN.ts"),
    en: () => import("../screens/inbox/texts/en.ts"),
  },
  cases: {
    "zh-CN": () => import("../screens/cases/texts/zh-CN.ts"),
    en: () => import("../screens/cases/texts/en.ts"),
  },
  case: {
    "zh-CN": () => import("../screens/case/texts/zh-CN.ts"),
    en: () => import("../screens/case/texts/en.ts"),
  },
  letter: {
    "zh-CN": () => import("../screens/letter/texts/zh-CN.ts"),
    en: () => import("../screens/letter/texts/en.ts"),
  },
  letters: {
    "zh-CN": () => import("../screens/letters/texts/zh-CN.ts"),
    en: () => import("../screens/letters/texts/en.ts"),
  },
  clue: {
    "zh-CN": () => import("../screens/clue/texts/zh-CN.ts"),
    en: () => import("../screens/clue/texts/en.ts"),
  },
  clues: {
    "zh-CN": () => import("../screens/clues/texts/zh-CN.ts"),
    en: () => import("../screens/clues/texts/en.ts"),
  },
  item: {
    "zh-CN": () => import("../screens/item/texts/zh-CN.ts"),
    en: () => import("../screens/item/texts/en.ts"),
  },
  lists: {
    "zh-CN": () => import("../screens/lists/texts/zh-CN.ts"),
    en: () => import("../screens/lists/texts/en.ts"),
  },
  escalations: {
    "zh-CN": () => import("../screens/escalations/texts/zh-CN.ts"),
    en: () => import("../screens/escalations/texts/en.ts"),
  },
  entity: {
    "zh-CN": () => import("../screens/entity/texts/zh-CN.ts"),
    en: () => import("../screens/entity/texts/en.ts"),
  },
  people: {
    "zh-CN": () => import("../screens/people/texts/zh-CN.ts"),
    en: () => import("../screens/people/texts/en.ts"),
  },
  risks: {
    "zh-CN": () => import("../screens/risks/texts/zh-CN.ts"),
    en: () => import("../screens/risks/texts/en.ts"),
  },
  mine: {
    "zh-CN": () => import("../screens/mine/texts/zh-CN.ts"),
    en: () => import("../screens/mine/texts/en.ts"),
  },
  decisions: {
    "zh-CN": () => import("../screens/decisions/texts/zh-CN.ts"),
    en: () => import("../screens/decisions/texts/en.ts"),
  },
  audit: {
    "zh-CN": () => import("../screens/audit/texts/zh-CN.ts"),
    en: () => import("../screens/audit/texts/en.ts"),
  },
  modules: {
    "zh-CN": () => import("../screens/modules/texts/zh-CN.ts"),
    en: () => import("../screens/modules/texts/en.ts"),
  },
  report: {
    "zh-CN": () => import("../screens/report/texts/zh-CN.ts"),
    en: () => import("../screens/report/texts/en.ts"),
  },
  reports: {
    "zh-CN": () => import("../screens/reports/texts/zh-CN.ts"),
    en: () => import("../screens/reports/texts/en.ts"),
  },
  overview: {
    "zh-CN": () => import("../screens/overview/texts/zh-CN.ts"),
    en: () => import("../screens/overview/texts/en.ts"),
  },
  factory: {
    "zh-CN": () => import("../screens/factory/texts/zh-CN.ts"),
    en: () => import("../screens/factory/texts/en.ts"),
  },
  model: {
    "zh-CN": () => import("../screens/model/texts/zh-CN.ts"),
    en: () => import("../screens/model/texts/en.ts"),
  },
  indicators: {
    "zh-CN": () => import("../screens/indicators/texts/zh-CN.ts"),
    en: () => import("../screens/indicators/texts/en.ts"),
  },
  kb: {
    "zh-CN": () => import("../screens/kb/texts/zh-CN.ts"),
    en: () => import("../screens/kb/texts/en.ts"),
  },
  models: {
    "zh-CN": () => import("../screens/models/texts/zh-CN.ts"),
    en: () => import("../screens/models/texts/en.ts"),
  },
  settings: {
    "zh-CN": () => import("../screens/settings/texts/zh-CN.ts"),
    en: () => import("../screens/settings/texts/en.ts"),
  },
};
