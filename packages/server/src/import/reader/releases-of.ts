import type { Json, JsonObject } from "@probity/contracts";
import { mergeRecord } from "@probity/engine";
import type { IssueSink } from "../ocds/issue.ts";
import { isObject, objects, text } from "../ocds/json-value.ts";

/**
 * The releases in a JSON value, one a process: a release itself, a release package, a record package, or a list of
 * any of them. Releases of one process that were not compiled are merged in the order of their dates. What is none
 * of these is reported.
 */
export function releasesOf(value: Json, sink: IssueSink): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => packaged(item, sink));
  return packaged(value, sink);
}

function packaged(value: Json, sink: IssueSink): readonly JsonObject[] {
  if (!isObject(value)) {
    sink.add("release.not_a_release", "", Array.isArray(value) ? "[...]" : JSON.stringify(value));
    return [];
  }
  if (Array.isArray(value["records"])) {
    return objects(value["records"]).flatMap((record) => releaseOfRecord(record, sink));
  }
  if (Array.isArray(value["releases"])) return merged(objects(value["releases"]));
  return [value];
}

function releaseOfRecord(record: JsonObject, sink: IssueSink): readonly JsonObject[] {
  const compiled = record["compiledRelease"];
  if (isObject(compiled)) return [{ ...compiled, ocid: compiled["ocid"] ?? record["ocid"] }];
  const releases = objects(record["releases"]);
  const embedded = releases.filter((release) => release["url"] === undefined);
  if (embedded.length < releases.length || embedded.length === 0) {
    sink.add("release.linked", "records[].releases", text(record["ocid"]));
  }
  return merged(embedded.map((release) => ({ ...release, ocid: release["ocid"] ?? record["ocid"] })));
}

function merged(releases: readonly JsonObject[]): readonly JsonObject[] {
  const byProcess = new Map<string, JsonObject[]>();
  for (const [index, release] of releases.entries()) {
    const key = text(release["ocid"]) ?? `#${index}`;
    const known = byProcess.get(key);
    if (known === undefined) byProcess.set(key, [release]);
    else known.push(release);
  }
  return [...byProcess.values()].map((group) =>
    group.length === 1
      ? (group[0] ?? {})
      : group.toSorted(byDate).reduce((all, one) => mergeRecord(all, one), {}),
  );
}

function byDate(a: JsonObject, b: JsonObject): number {
  return momentOf(a) - momentOf(b);
}

function momentOf(release: JsonObject): number {
  const moment = Date.parse(text(release["date"]) ?? "");
  return Number.isNaN(moment) ? 0 : moment;
}
