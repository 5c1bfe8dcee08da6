import type { FiredTimer, TimerHandlers } from "../timers/index.ts";
import type { Transaction } from "../store/index.ts";
import { dropPartsOf } from "./parts.ts";

/** Kind of the timer, whose key is the export's id. */
export const expiryTimer = "export.expiry";

const expire = async (transaction: Transaction, timers: readonly FiredTimer[]): Promise<void> =>
  await dropPartsOf(
    transaction,
    timers.map(({ key }) => key),
  );

/** Files go when their time is over. */
export const exportHandlers = (): TimerHandlers => new Map([[expiryTimer, expire]]);
