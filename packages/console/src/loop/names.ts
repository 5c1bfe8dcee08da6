import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reading } from "../api/queries.ts";
import { language } from "../i18n/i18n.ts";

/** Somebody or something with a name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Names of people and units, and who and what can be chosen. */
export interface Names {
  readonly people: readonly Named[];
  readonly units: readonly Named[];
  /** The person's name; the id of somebody who is not in the first page of the directory. */
  readonly person: (id: string | null) => string;
  readonly unit: (id: string | null) => string;
}

const most = { query: { limit: 500 } } as const;
const fewMinutes = 300_000;

/** People and units of this installation, read once for all that shows them. */
export function useNames(): Names {
  const { t } = useTranslation("cases");
  const staff = useQuery({ ...reading("/ops/org/people", most), staleTime: fewMinutes });
  const structure = useQuery({ ...reading("/ops/org/units", most), staleTime: fewMinutes });
  const people = (staff.data?.people ?? [])
    .filter(({ revokedAt }) => revokedAt === null)
    .map(({ id, name }) => ({ id, name }));
  const units = (structure.data?.units ?? []).map(({ id, name }) => ({ id, name: name[language()] }));
  const all = new Map(staff.data?.people.map(({ id, name }) => [id, name]));
  const places = new Map(units.map(({ id, name }) => [id, name]));
  return {
    people,
    units,
    person: (id) => (id === null ? t("nobody") : (all.get(id) ?? id)),
    unit: (id) => (id === null ? t("unknownUnit") : (places.get(id) ?? id)),
  };
}
