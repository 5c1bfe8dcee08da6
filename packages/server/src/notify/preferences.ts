import { type Locale, ProbityError } from "@probity/contracts";
import type { Store, Transaction } from "../store/index.ts";
import { isNoticeKind, kindOfNotice, noticeKindNames, type WayOut, waysOut } from "./kinds.ts";

/** How a person wants to be told. */
export interface NoticePreferences {
  readonly language: Locale;
  /** Whether notices that are not urgent come as one e-mail an hour or a day. */
  readonly digest: "none" | "hourly" | "daily";
  /** Hour at which the daily one comes. */
  readonly digestHour: number;
  /** Nothing that is not urgent leaves the console between these times, e.g. `22:00` and `07:00`. */
  readonly quiet: { readonly from: string; readonly to: string } | null;
  /** By kind and way, what differs from the kind's own; `console` hides it from the person's list. */
  readonly kinds: Readonly<Record<string, Readonly<Partial<Record<WayOut | "console", boolean>>>>>;
}

/** Those of whoever said nothing. */
export const defaultPreferences: NoticePreferences = {
  language: "zh-CN",
  digest: "none",
  digestHour: 8,
  quiet: null,
  kinds: {},
};

const time = { type: "string", pattern: "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$" } as const;
const onOff = { type: "boolean" } as const;

/** Schema of {@link NoticePreferences}; what is left out takes its default. */
export const preferencesSchema: object = {
  type: "object",
  properties: {
    language: { enum: ["zh-CN", "en"] },
    digest: { enum: ["none", "hourly", "daily"] },
    digestHour: { type: "integer", minimum: 0, maximum: 23 },
    quiet: {
      type: ["object", "null"],
      properties: { from: time, to: time },
      required: ["from", "to"],
      additionalProperties: false,
    },
    kinds: {
      type: "object",
      propertyNames: { enum: noticeKindNames },
      additionalProperties: {
        type: "object",
        properties: { console: onOff, email: onOff, sms: onOff, message: onOff },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

/** Preferences by person; whoever said nothing is left out. */
export async function readPreferences(
  { db }: Pick<Store | Transaction, "db">,
  persons: readonly string[],
): Promise<ReadonlyMap<string, NoticePreferences>> {
  if (persons.length === 0) return new Map();
  const rows = await db
    .selectFrom("notice_preference")
    .select(["person", "body"])
    .where("person", "in", persons)
    .execute();
  // Written by storePreferences.
  const parsed = (body: string): Partial<NoticePreferences> => JSON.parse(body) as Partial<NoticePreferences>;
  return new Map(rows.map(({ person, body }) => [person, { ...defaultPreferences, ...parsed(body) }]));
}

/**
 * Puts a person's preferences in the place of those before. Throws `PROBITY_E_REQUEST` where a mandatory kind is taken out
 * of the list.
 */
export async function storePreferences(
  { db }: Pick<Store, "db">,
  person: string,
  given: Partial<NoticePreferences>,
  now: Date,
): Promise<NoticePreferences> {
  const hidden = Object.entries(given.kinds ?? {}).filter(
    ([kind, ways]) => ways.console === false && kindOfNotice(kind)?.mandatory === true,
  );
  if (hidden.length > 0)
    throw new ProbityError("PROBITY_E_REQUEST", "a mandatory notice stays in the list", {
      errors: hidden.map(([kind]) => ({ path: `/kinds/${kind}/console`, message: "is mandatory" })),
    });
  const whole: NoticePreferences = { ...defaultPreferences, ...given };
  const row = { body: JSON.stringify(whole), changed_at: now.toISOString() };
  await db
    .insertInto("notice_preference")
    .values({ person, ...row })
    .onConflict((conflict) => conflict.column("person").doUpdateSet(row))
    .execute();
  return whole;
}

/** The ways on which a notice of a kind leaves the console for a person. A webhook is nobody's own. */
export function waysFor(kind: string, { kinds }: NoticePreferences): ReadonlySet<WayOut> {
  const known = kindOfNotice(kind);
  if (known === undefined || !isNoticeKind(kind)) return new Set();
  const own = kinds[kind] ?? {};
  return new Set(
    waysOut.filter((way) => (way === "webhook" ? undefined : own[way]) ?? known.ways.includes(way)),
  );
}
