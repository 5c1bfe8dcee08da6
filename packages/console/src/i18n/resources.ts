import type { texts as account } from "../screens/account/texts/zh-CN.ts";
import type { texts as factory } from "../screens/factory/texts/zh-CN.ts";
import type { texts as model } from "../screens/model/texts/zh-CN.ts";
import type { texts as models } from "../screens/models/texts/zh-CN.ts";
import type { texts as shell } from "./texts/zh-CN.ts";

/** The texts of the shell and of each screen, by namespace. The Chinese ones say which keys there are. */
interface Resources {
  shell: typeof shell;
  account: typeof account;
  factory: typeof factory;
  model: typeof model;
  models: typeof models;
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
  factory: {
    "zh-CN": () => import("../screens/factory/texts/zh-CN.ts"),
    en: () => import("../screens/factory/texts/en.ts"),
  },
  model: {
    "zh-CN": () => import("../screens/model/texts/zh-CN.ts"),
    en: () => import("../screens/model/texts/en.ts"),
  },
  models: {
    "zh-CN": () => import("../screens/models/texts/zh-CN.ts"),
    en: () => import("../screens/models/texts/en.ts"),
  },
};
