import type { Statement, Store } from "../../store/index.ts";
import type { Message, MessageItem } from "../channels/index.ts";
import { kindOfNotice } from "../kinds.ts";
import { defaultPreferences, type NoticePreferences, readPreferences } from "../preferences.ts";
import { renderNotice } from "../render.ts";
import type { ClaimedDelivery } from "./claim.ts";

/** A message shows so many notices, and says how many more there are. */
const maxItems = 100;

const items: Statement = {
  name: "notice-delivery-items",
  text: `select * from (
      select i.delivery, n.kind, n.data, n.link, n.created_at, n.urgency,
        row_number() over (partition by i.delivery order by n.id) as place, count(*) over (partition by i.delivery) as total
      from notice_delivery_item i join notice n on n.id = i.notice where i.delivery = any($1::text[])
    ) t where place <= ${maxItems} order by delivery, place`,
};

const reached: Statement = {
  name: "notice-delivery-addresses",
  text: `select p.id as person, a.address from person p
    left join notice_address a on a.person = p.id and a.kind = $2
    where p.id = any($1::text[]) and p.revoked_at is null`,
};

interface Item {
  readonly delivery: string;
  readonly kind: string;
  readonly data: string;
  readonly link: string | null;
  readonly created_at: Date;
  readonly urgency: string;
  readonly total: number;
}

/** What {@link loadMessages} works with. */
export interface LoadOptions {
  readonly store: Pick<Store, "run" | "db">;
  readonly timeZone: string;
  readonly publicUrl: string | undefined;
}

/** A delivery in words, or why there is nothing to send. */
export type Loaded = Message | { readonly nothing: string };

/** Puts claimed deliveries of one kind of channel into words, each in its person's language. */
export async function loadMessages(
  options: LoadOptions,
  kind: { readonly name: string; readonly hasAddress: boolean },
  deliveries: readonly ClaimedDelivery[],
): Promise<ReadonlyMap<string, Loaded>> {
  const { store } = options;
  const persons = [...new Set(deliveries.map(({ person }) => person))];
  const rows = await store.run<Item>(items, [deliveries.map(({ id }) => id)]);
  const people = await store.run<{ person: string; address: string | null }>(reached, [persons, kind.name]);
  const addresses = new Map(people.map(({ person, address }) => [person, address]));
  const preferences = await readPreferences(store, persons);
  const byDelivery = Map.groupBy(rows, ({ delivery }) => delivery);
  return new Map(
    deliveries.map(({ id, person }): [string, Loaded] => {
      const address = addresses.get(person);
      if (address === undefined) return [id, { nothing: "the person's access has ended" }];
      if (address === null && kind.hasAddress)
        return [id, { nothing: "the person has no address here any more" }];
      const own = byDelivery.get(id) ?? [];
      if (own.length === 0) return [id, { nothing: "its notices are not kept any more" }];
      const to = { id, person, address: kind.hasAddress ? (address ?? undefined) : undefined };
      return [id, messageOf(options, to, preferences.get(person) ?? defaultPreferences, own)];
    }),
  );
}

function messageOf(
  { timeZone, publicUrl }: LoadOptions,
  to: Pick<Message, "id" | "person" | "address">,
  { language }: NoticePreferences,
  rows: readonly Item[],
): Message {
  const shown = rows.map(({ kind, data, link, created_at: at }): MessageItem => {
    const { title, text } = renderNotice({ kind, data }, language, timeZone);
    const isWhole = kindOfNotice(kind)?.confidential !== true;
    return {
      kind,
      title,
      text: isWhole ? text : "",
      link: link === null || publicUrl === undefined ? undefined : `${publicUrl}${link}`,
      at: at.toISOString(),
    };
  });
  const total = rows[0]?.total ?? shown.length;
  const more = total - shown.length;
  return {
    ...to,
    locale: language,
    title: total === 1 ? (shown[0]?.title ?? "") : digestTitle[language](total),
    text: [...shown.map(linesOf), ...(more > 0 ? [moreText[language](more)] : [])].join("\n\n"),
    items: shown,
    more,
    urgent: rows.some(({ urgency }) => urgency === "urgent"),
  };
}

const linesOf = ({ title, text, link }: MessageItem): string =>
  [title, text, link ?? ""].filter((line) => line !== "").join("\n");

const digestTitle = {
  "zh-CN": (count: number): string => `${count} 条通知`,
  en: (count: number): string => `${count} notices`,
};

const moreText = {
  "zh-CN": (count: number): string => `另有 ${count} 条，请在控制台查看。`,
  en: (count: number): string => `${count} more: see the console.`,
};
