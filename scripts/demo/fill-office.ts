import { deskOf } from "../../bench/support/desk.ts";
import { listIn } from "../../bench/support/json.ts";
import { fillCases } from "./acts/fill-cases.ts";
import { fillRegisters } from "./acts/fill-registers.ts";
import { fillEvents, fillRelations, fillSources } from "./fill-history.ts";
import { historyUntil } from "./history/history.ts";
import type { Volume } from "./history/ordinary.ts";
import { OfficeFile } from "./office-file.ts";
import { fillOrganisation, givePasswords } from "./office/fill-organisation.ts";

/** What the office is filled with, and where. */
export interface OfficeOrder {
  readonly url: string;
  readonly opsToken: string;
  /** The file in which it keeps how far it is. */
  readonly path: string;
  readonly volume: Volume;
  readonly now: () => number;
  /** Hears how it goes on, in Chinese and English. */
  readonly say: (chinese: string, english: string) => void;
}

/** How it ended: filled now, filled before, or not the demo's to fill because people work there already. */
export type Filled = "filled" | "known" | "foreign";

/** Fills an empty server with an office; stopped in the middle, it goes on where it was. */
export async function fillOffice({ url, opsToken, path, volume, now, say }: OfficeOrder): Promise<Filled> {
  const file = new OfficeFile(path, now());
  if (file.isDone("office")) return "known";
  const operator = deskOf(url, opsToken, "demo");
  if (file.isNew && listIn(await operator.ask("GET", "/ops/people"), "people").length > 0) return "foreign";
  file.save({});
  const place = { url, operator, file, now };
  await fillSources(place);
  await fillRelations(place);
  const desks = await fillOrganisation(place);
  say("机构、人员、数据源就绪", "units, people and sources are there");
  const events = historyUntil(Date.parse(file.state.openedAt), volume);
  await Promise.all([
    givePasswords(place),
    fillEvents(place, events, (count) =>
      say(`业务事件 ${count} / ${events.length}`, `events ${count} of ${events.length}`),
    ),
  ]);
  await fillCases(place, desks, (count, of) => say(`案件 ${count} / ${of}`, `cases ${count} of ${of}`));
  await fillRegisters(place, desks);
  file.finish("office");
  return "filled";
}
