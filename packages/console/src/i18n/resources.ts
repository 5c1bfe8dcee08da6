import type { texts as account } from "../screens/account/texts/zh-CN.ts";
import type { texts as overview } from "../screens/overview/texts/zh-CN.ts";
import type { texts as modules } from "../screens/modules/texts/zh-CN.ts";
import type { texts as audit } from "../screens/audit/texts/zh-CN.ts";
import type { texts as decisions } from "../screens/decisions/texts/zh-CN.ts";
import type { texts as risks } from "../screens/risks/texts/zh-CN.ts";
import type { texts as people } from "../screens/people/texts/zh-CN.ts";
import type { texts as entity } from "../screens/entity/texts/zh-CN.ts";
import type { texts as shell } from "./texts/zh-CN.ts";

/** The texts of the shell and of each screen, by namespace. The Chinese ones say which keys there are. */
interface Resources {
  shell: typeof shell;
  account: typeof account;
  entity: typeof entity;
  people: typeof people;
  risks: typeof risks;
  decisions: typeof decisions;
  audit: typeof audit;
  modules: typeof modules;
  overview: typeof overview;
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

/** Texts in another language: the same keys, other words. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

type Loaders = {
  readonly [N in Namespace]: Readonly<
    Record<"zh-CN" | "en", () => Promise<{ readonly texts: SameKeys<Resources[N]> }>>
  >;
};

/** Where the texts of each namespace are; each file is loaded when it is needed. */
export const textLoaders: Loaders = {
  shell: { "zh-CN": () => import("./texts/zh-CN.ts"), en: () => import("./texts/en.ts") },
  account: {
    "zh-CN": () => import("../screens/account/texts/zh-CN.ts"),
    en: () => import("../screens/account/texts/en.ts"),
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
  overview: {
    "zh-CN": () => import("../screens/overview/texts/zh-CN.ts"),
    en: () => import("../screens/overview/texts/en.ts"),
  },
};
