import type { Company } from "./companies.ts";
import type { Buyer } from "./staff.ts";

/** What is bought. */
export type Kind = "goods" | "services" | "works";

/** A bid as the bidder handed it in and as the committee left it. */
export interface Bid {
  readonly firm: Company;
  readonly price: number;
  /** Default: in the afternoon before the deadline. */
  readonly date?: string;
  /** Default: `valid`. */
  readonly status?: "valid" | "disqualified";
  readonly rejection?: Readonly<Record<string, unknown>>;
  readonly missingDocuments?: readonly string[];
  readonly personnel?: readonly Readonly<Record<string, string>>[];
  readonly documents?: readonly Readonly<Record<string, unknown>>[];
  /** Default: that of the register. */
  readonly phone?: string;
  /** Default: the firm alone. */
  readonly partners?: readonly Company[];
}

/** A member of a committee. */
export interface Member {
  readonly personId: string;
  readonly kind: "expert" | "buyer_representative";
  readonly employerId: string;
}

/** A purchase from the choice of its method to the last payment, as it was done. */
export interface Purchase {
  readonly ocid: string;
  readonly title: string;
  readonly buyer: Buyer;
  readonly kind: Kind;
  readonly category: string;
  readonly method: "open" | "selective" | "limited" | "direct";
  readonly estimate: number;
  /** The day of the history on which its method is chosen. */
  readonly day: number;
  readonly bids: readonly Bid[];
  /** Index of the winning bid. */
  readonly winner: number;
  /** Days between notice and deadline. */
  readonly bidDays: number;
  readonly members: readonly Member[];
  readonly evaluationMinutes: number;
  /** Days from the award to the contract. */
  readonly contractAfter: number;
  /** What parts of it say beside, or in place of, what they usually do. */
  readonly choice?: Readonly<Record<string, unknown>>;
  readonly planning?: Readonly<Record<string, unknown>>;
  readonly tender?: Readonly<Record<string, unknown>>;
  readonly award?: Readonly<Record<string, unknown>>;
  readonly contract?: Readonly<Record<string, unknown>>;
  readonly acceptance?: Readonly<Record<string, unknown>>;
  /** The last step that is there; default: all of them. */
  readonly until?: "method" | "tender" | "award" | "contract";
}

/** Money as events carry it. */
export const money = (amount: number): { readonly amount: number; readonly currency: "CNY" } => ({
  amount: Math.round(amount * 100) / 100,
  currency: "CNY",
});
