import type { Screen } from "../app/screen.ts";
import { alert } from "./alert/screen.ts";
import { account } from "./account/screen.ts";
import { inbox } from "./inbox/screen.ts";
import { cases } from "./cases/screen.ts";
import { caseFile } from "./case/screen.ts";
import { escalations } from "./escalations/screen.ts";
import { lists } from "./lists/screen.ts";
import { item } from "./item/screen.ts";
import { clues } from "./clues/screen.ts";
import { clue } from "./clue/screen.ts";
import { letters } from "./letters/screen.ts";
import { letter } from "./letter/screen.ts";
import { entity } from "./entity/screen.ts";
import { people } from "./people/screen.ts";
import { risks } from "./risks/screen.ts";
import { decisions } from "./decisions/screen.ts";
import { audit } from "./audit/screen.ts";
import { modules } from "./modules/screen.ts";
import { mine } from "./mine/screen.ts";
import { overview } from "./overview/screen.ts";
import { report } from "./report/screen.ts";
import { reports } from "./reports/screen.ts";
import { factory } from "./factory/screen.ts";
import { model } from "./model/screen.ts";
import { indicators } from "./indicators/screen.ts";
import { kb } from "./kb/screen.ts";
import { models } from "./models/screen.ts";
import { settings } from "./settings/screen.ts";

/** Every screen of the console, in the order of the navigation. A new one is registered here and nowhere else. */
const all = [
  overview,
  inbox,
  alert,
  cases,
  caseFile,
  escalations,
  lists,
  item,
  clues,
  clue,
  letters,
  letter,
  mine,
  models,
  model,
  factory,
  indicators,
  kb,
  risks,
  people,
  entity,
  modules,
  decisions,
  reports,
  report,
  audit,
  settings,
  account,
] as const;

/** The same, as the shell reads them. */
export const screens: readonly Screen[] = all;

/** Their routes, each with its own type, from which links are checked. */
export const routes = routesOf(all);

function routesOf<const S extends readonly Screen[]>(list: S): { readonly [I in keyof S]: S[I]["route"] } {
  // `map` forgets that each element keeps its own type.
  return list.map(({ route }) => route) as unknown as { readonly [I in keyof S]: S[I]["route"] };
}
