/** Parts of the screen. */
export const tabs = ["access", "requests", "organisation", "calendars", "terms", "channels", "keys"] as const;
/** One of them. */
export type Tab = (typeof tabs)[number];

/** Views of the parts that have several. */
export const views = {
  access: ["people", "services", "groups", "roles"],
  organisation: ["units", "delegations", "relations", "gaps", "import"],
  channels: ["channels", "deliveries"],
} as const;
/** One of them. */
export type View = (typeof views)[keyof typeof views][number];

/** States of a delivery. */
export const deliveryStates = ["waiting", "sent", "dead"] as const;

/** What the address of the screen says. */
export interface SettingsSearch {
  readonly tab?: Tab | undefined;
  readonly view?: View | undefined;
  /** The person, service, group, unit, calendar or delivery that is shown. */
  readonly of?: string | undefined;
  /** Of a calendar. */
  readonly year?: number | undefined;
  /** Of deliveries. */
  readonly state?: (typeof deliveryStates)[number] | undefined;
  readonly channel?: string | undefined;
  /** Requests that are decided or expired as well. */
  readonly all?: true | undefined;
}

const id = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && value !== "" && String(value).length <= 500
    ? String(value)
    : undefined;

/** Reads it; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): SettingsSearch {
  const tab = tabs.find((one) => one === search.tab);
  const view = Object.values(views)
    .flat()
    .find((one) => one === search.view);
  const state = deliveryStates.find((one) => one === search.state);
  const [of, channel, year] = [id(search.of), id(search.channel), search.year];
  return {
    ...(tab !== undefined && { tab }),
    ...(view !== undefined && { view }),
    ...(state !== undefined && { state }),
    ...(of !== undefined && { of }),
    ...(channel !== undefined && { channel }),
    ...(typeof year === "number" && Number.isSafeInteger(year) && year >= 1900 && year <= 2200 && { year }),
    ...(search.all === true && { all: search.all }),
  };
}
