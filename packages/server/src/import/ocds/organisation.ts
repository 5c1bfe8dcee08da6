import { hash } from "node:crypto";
import type { JsonObject } from "@probity/contracts";
import type { IssueSink } from "./issue.ts";
import { object, objects, text } from "./json-value.ts";

/** An organisation as every event names it: the same body has the same id wherever the release mentions it. */
export interface Organisation {
  readonly id: string;
  readonly name?: string | undefined;
  /** Number in its register, without the scheme. */
  readonly registration?: string | undefined;
  readonly address?: string | undefined;
}

/** Finds the organisations of one release. */
export interface Organisations {
  /** Undefined when the reference is empty or a placeholder without id, name and number; the latter is reported. */
  read(reference: JsonObject, where: string): Organisation | undefined;
  readAll(references: readonly JsonObject[], where: string): readonly Organisation[];
}

/**
 * Reads organisations with the help of the release's `parties`. The register's number goes before the publisher's local
 * id, because publishers give one body several local ids (one per role); with neither, the name's hash stands in.
 */
export function createOrganisations(release: JsonObject, sink: IssueSink): Organisations {
  const parties = new Map<string, JsonObject>();
  for (const party of objects(release["parties"])) {
    const id = text(party["id"]);
    if (id !== undefined && !parties.has(id)) parties.set(id, party);
  }
  const read = (mention: JsonObject, where: string): Organisation | undefined => {
    const localId = text(mention["id"]);
    const party = localId === undefined ? {} : (parties.get(localId) ?? {});
    const identifier = { ...object(party["identifier"]), ...object(mention["identifier"]) };
    const name = text(mention["name"]) ?? text(party["name"]) ?? text(identifier["legalName"]);
    const registration = text(identifier["id"]);
    const address =
      text(object(mention["address"])["streetAddress"]) ?? text(object(party["address"])["streetAddress"]);
    if (registration === undefined && name === undefined && "name" in mention) {
      sink.add("organisation.placeholder", where, localId);
      return undefined;
    }
    const id = registered(text(identifier["scheme"]), registration) ?? localId ?? named(name, where, sink);
    return id === undefined ? undefined : { id, name, registration, address };
  };
  return {
    read,
    readAll(references, where) {
      const found = references.map((item) => read(item, where)).filter((item) => item !== undefined);
      return [...new Map(found.map((item) => [item.id, item])).values()];
    },
  };
}

function registered(scheme: string | undefined, registration: string | undefined): string | undefined {
  if (registration === undefined) return undefined;
  const isCode = scheme !== undefined && /^[A-Za-z0-9-]{2,20}$/.test(scheme);
  if (!isCode || registration.startsWith(`${scheme}-`)) return registration;
  return `${scheme}-${registration}`;
}

function named(name: string | undefined, where: string, sink: IssueSink): string | undefined {
  if (name === undefined) return undefined;
  sink.add("organisation.no_id", where, name);
  const key = name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ");
  return `name:${hash("sha256", key).slice(0, 24)}`;
}

/** `{id, name}` for an event's data. */
export function reference(organisation: Organisation | undefined): JsonObject | undefined {
  return organisation === undefined ? undefined : { id: organisation.id, name: organisation.name };
}
