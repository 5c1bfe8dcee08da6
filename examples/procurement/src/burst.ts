import { bidEvent } from "./bids.ts";
import type { Services } from "./services.ts";

/** Maintenance command `--emit N`: emits N events in one tick, to try what a crash right after them loses (nothing). */
export function emitBurst(probity: Services["probity"], count: number, run: string): void {
  for (let index = 0; index < count; index += 1) {
    const ocid = `ocds-prbdm1-${run}`;
    const bid = bidEvent({
      ocid,
      id: `${ocid}-${index}`,
      supplierId: `org-${index}`,
      supplierName: `Supplier ${index}`,
      creditCode: String(index).padStart(18, "0"),
      amount: 100_000 + index,
      receivedAt: "2026-05-01T09:00:00+08:00",
    });
    probity.emit("procurement.bid.submitted", bid, { subject: ocid });
  }
}
