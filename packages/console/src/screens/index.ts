import type { Screen } from "../app/screen.ts";
import { account } from "./account/screen.ts";
import { factory } from "./factory/screen.ts";
import { model } from "./model/screen.ts";
import { models } from "./models/screen.ts";

/** Every screen of the console, in the order of the navigation. A new one is registered here and nowhere else. */
const all = [account, models, model, factory] as const;

/** The same, as the shell reads them. */
export const screens: readonly Screen[] = all;

/** Their routes, each with its own type, from which links are checked. */
export const routes = routesOf(all);

function routesOf<const S extends readonly Screen[]>(list: S): { readonly [I in keyof S]: S[I]["route"] } {
  // `map` forgets that each element keeps its own type.
  return list.map(({ route }) => route) as unknown as { readonly [I in keyof S]: S[I]["route"] };
}
