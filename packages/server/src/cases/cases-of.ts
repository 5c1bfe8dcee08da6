import type { JsonObject } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import type { Statement } from "../store/index.ts";
import { type CaseRow, objectOf, type TrackRow } from "./case.ts";
import { visibleTracks } from "./reader.ts";
import type { ReadParts } from "./show-case.ts";

/** Whose cases: of a person by every key that names them, or of a unit in which it happened or that is responsible. */
export type CasesOf = { readonly persons: readonly string[] } | { readonly unit: string };

const ofPersons: Statement = {
  name: "case-of-persons",
  text: `select c.* from case_file c where c.id = c.root and c.id in (
      select h.root from hit_subject s join alert_finding f on f.position = s.position
        join case_alert a on a.alert = f.alert join case_file h on h.id = a.case_id where s.key = any($1::text[])
      union select h.root from case_subject s join case_file h on h.id = s.case_id
        where s.kind = 'person' and s.key = any($1::text[]))
    order by c.opened_at desc, c.id desc limit 200`,
};

const ofUnit: Statement = {
  name: "case-of-unit",
  text: `select c.* from case_file c where c.id = c.root and (c.unit = $1
      or exists (select 1 from case_track t where t.case_id = c.id and t.unit = $1))
    order by c.opened_at desc, c.id desc limit 200`,
};

const tracksOf: Statement = {
  name: "case-of-tracks",
  text: "select * from case_track where case_id = $1 order by track",
};

/** The newest 200 cases of somebody or of a unit, each with the tracks that the viewer may see and how they ended. */
export async function casesOf(
  parts: ReadParts,
  granted: Granted,
  of: CasesOf,
): Promise<readonly JsonObject[]> {
  const { store, look } = parts;
  const files = await ("unit" in of
    ? store.run<CaseRow>(ofUnit, [of.unit])
    : store.run<CaseRow>(ofPersons, [of.persons]));
  const found: JsonObject[] = [];
  // oxlint-disable no-await-in-loop -- one connection is enough for a page of them
  for (const file of files) {
    const tracks = await store.run<TrackRow>(tracksOf, [file.id]);
    const seen = await visibleTracks(store, granted, { file, tracks }, look);
    if (seen.length > 0) found.push({ ...fileView(file), tracks: seen.map(trackOutcome) });
  }
  // oxlint-enable no-await-in-loop
  return found;
}

const fileView = (file: CaseRow): JsonObject => ({
  id: file.id,
  origin: file.origin,
  level: file.level,
  unit: file.unit,
  open: file.open,
  openedAt: file.opened_at.toISOString(),
  closedAt: file.closed_at?.toISOString() ?? null,
});

/** What a step of closing left, among much else. */
const outcomeFields = ["label", "labelReason", "reasonCode", "disposals", "appraisal", "lookBackOn"];

function trackOutcome({ track, state, unit, content }: TrackRow): JsonObject {
  const given = objectOf(content);
  const outcome = Object.fromEntries(
    outcomeFields.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
  return { track, state, unit, outcome };
}
