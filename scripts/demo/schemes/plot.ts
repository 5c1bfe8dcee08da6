import type { Calendar } from "../history/calendar.ts";
import type { Dice } from "../history/dice.ts";
import type { DemoEvent } from "../history/event.ts";
import { inquiryOf, paidPurchase, tenderOf } from "../history/ordinary.ts";
import type { Bid, Kind, Purchase } from "../history/purchase.ts";
import type { Buyer } from "../history/staff.ts";

/** What is wrong with an otherwise ordinary purchase. */
export type Twist = Partial<Purchase> | ((purchase: Purchase) => Partial<Purchase>);

/** Where schemes are planted. */
export interface Plot {
  readonly dice: Dice;
  readonly calendar: Calendar;
  /** An open tender with a twist. */
  tender(mark: string, day: number, kind: Kind, buyer: Buyer, twist: Twist): readonly DemoEvent[];
  /** A small purchase with one. */
  inquiry(mark: string, day: number, kind: Kind, buyer: Buyer, twist: Twist): readonly DemoEvent[];
}

/** Makes one. */
export function plotOf(dice: Dice, calendar: Calendar): Plot {
  const make = (purchase: Purchase, twist: Twist): readonly DemoEvent[] => {
    const changes = typeof twist === "function" ? twist(purchase) : twist;
    return paidPurchase({ ...purchase, ...changes }, calendar);
  };
  return {
    dice,
    calendar,
    tender: (mark, day, kind, buyer, twist) => make(tenderOf(dice, `2026-${mark}`, day, kind, buyer), twist),
    inquiry: (mark, day, kind, buyer, twist) =>
      make(inquiryOf(dice, `2026-${mark}`, day, kind, buyer), twist),
  };
}

/** Bids with changes to some of them, by index. */
export const withBids = (
  { bids }: Purchase,
  changes: Readonly<Record<number, Partial<Bid>>>,
): Pick<Purchase, "bids"> => ({ bids: bids.map((bid, n) => ({ ...bid, ...changes[n] })) });
