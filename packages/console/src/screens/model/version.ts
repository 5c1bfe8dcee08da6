import type { Cases, EventType, LocalizedText, Model } from "@probity/contracts";
import { type EnvironmentOf, environments } from "@probity/engine/author";
import { type QueryClient, queryOptions, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";

const path = "/ops/models/{id}/{version}";
type Whole = Answer<"get", typeof path>;

/** Names a version. */
export interface VersionName {
  readonly id: string;
  readonly version: string;
}

/** A version with its texts, as their published schemas describe them. */
export type Version = Omit<Whole, "model" | "cases"> & { readonly model: Model; readonly cases: Cases };

/** A version of a model. */
export const useVersion = ({ id, version }: VersionName, enabled = true): UseQueryResult<Version> =>
  useQuery({
    enabled,
    ...reading(path, { params: { id, version } }),
    // The server validates both by their schemas before it stores them.
    select: (whole) => whole as unknown as Version,
  });

/** What a step changes: the version, its siblings, its results. */
export const refreshModels = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [key] }) => typeof key === "string" && key.startsWith("/ops/models"),
  });

/** An event type with what its fields are. */
export type Described = EventType & { readonly fields: Readonly<Record<string, LocalizedText>> };

/** Event types, and what rules at them may read. */
export interface Language {
  readonly types: readonly Described[];
  readonly environmentOf: EnvironmentOf;
}

const definitions = reading("/ops/types/definitions");

/** What conditions are read and checked against. Kept, since it is dear to make and hardly ever changes. */
const languageQuery = queryOptions({
  ...definitions,
  staleTime: 5 * 60_000,
});

const made = new WeakMap<object, Language>();

/** The same for a component; undefined while it is on its way. */
export function useRuleLanguage(): Language | undefined {
  const { data } = useQuery(languageQuery);
  if (data === undefined) return undefined;
  const known = made.get(data);
  if (known !== undefined) return known;
  // Event types of the server are what `EventType` says.
  const types = data.types as readonly Described[];
  const language = { types, environmentOf: environments(types) };
  made.set(data, language);
  return language;
}
