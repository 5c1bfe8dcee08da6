import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reading } from "../api/queries.ts";
import { useMay } from "../app/me.ts";
import { language } from "../i18n/i18n.ts";

/** Somebody or something with a name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Names of people and units, and which units can be chosen. */
export interface Names {
  readonly units: readonly Named[];
  /** The person's name, by the id or a key of a business system; the key of somebody who is not in the first page of the directory. */
  readonly person: (id: string | null) => string;
  readonly unit: (id: string | null) => string;
}

const most = { query: { limit: 500 } } as const;
const fewMinutes = 300_000;

/** People and units of this installation, read once for all that shows them. */
export function useNames(): Names {
  const { t } = useTranslation("cases");
  const known = { staleTime: fewMinutes, enabled: useMay("org.read") };
  const staff = useQuery({ ...reading("/ops/org/people", most), ...known });
  const structure = useQuery({ ...reading("/ops/org/units", most), ...known });
  const units = (structure.data?.units ?? []).map(({ id, name }) => ({ id, name: name[language()] }));
  // Business systems name people by keys of their own.
  const all = new Map(
    staff.data?.people.flatMap(({ id, name, keys }) => [id, ...keys].map((key) => [key, name] as const)),
  );
  const places = new Map(units.map(({ id, name }) => [id, name]));
  return {
    units,
    person: (id) => (id === null ? t("nobody") : (all.get(id) ?? id)),
    unit: (id) => (id === null ? t("unknownUnit") : (places.get(id) ?? id)),
  };
}
